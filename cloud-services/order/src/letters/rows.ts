/** Rows of letters and invoices: what was bought, and what it comes to. Prices and quantities as they are written in Québec: `0,345`. */
import type { LetterRow } from '@comptoir/service-kit/notifications/notifications';
import { type Beside, providerMinor } from '../gift-card.ts';
import type { Preparation } from '../preparations/preparation.ts';
import { lessMissing } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { words } from './words.ts';

/** Making one costs more than the rest of a letter. The shop sells in one currency. */
const formats = { fr: formatsOf('fr-CA'), en: formatsOf('en-CA') };

function formatsOf(locale: string) {
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CAD' });
  return { amount, whole: new Intl.NumberFormat(locale) };
}

export const moneyText = (amountMinor: number, { language }: Pick<Order, 'language'>): string =>
  formats[language].amount.format(amountMinor / 100);

export const countText = (count: number, { language }: Order): string =>
  formats[language].whole.format(count);

/** What lies in a parcel, without prices: those of the whole order are on its invoice. */
export function partRows(order: Order, part: Preparation): LetterRow[] {
  const known = new Map(order.frozen.lines.map((line) => [line.lineId, line]));
  return lessMissing(part).flatMap(({ lineId, quantity }) => {
    const line = known.get(lineId);
    return line ? [{ label: line.names[order.language], value: muchOf(order, line.soldBy, quantity) }] : [];
  });
}

/** How much of it, as the order's language writes figures. */
export const muchOf = (order: Order, soldBy: 'piece' | 'weight', quantity: string): string =>
  soldBy === 'weight' ? `${decimal(quantity, order)}\u00a0kg` : `× ${decimal(quantity, order)}`;

export const lineRows = (order: Order): LetterRow[] => {
  const priced = new Map(order.frozen.priced.lines.map((line) => [line.id, line]));
  return order.frozen.lines.map(({ lineId, names, soldBy, quantity, amountMinor }) => {
    const much = muchOf(order, soldBy, quantity);
    const savings = (priced.get(lineId)?.discounts ?? []).map(({ reason, amountMinor: off }) =>
      `${reason?.[order.language] ?? ''} ${moneyText(-off, order)}`.trim(),
    );
    return {
      label: names[order.language],
      detail: [much, ...savings].join(' · '),
      value: moneyText(amountMinor, order),
    };
  });
};

const decimal = (figure: string, { language }: Order): string =>
  language === 'fr' ? figure.replace('.', ',') : figure;

/** As people of the order's language call a tax. */
export const taxName = (code: string, { language }: Pick<Order, 'language'>): string =>
  words[language].taxes[code] ?? code;

const besideText = (beside: Beside, { language }: Order): string =>
  beside.kind === 'exchange'
    ? words[language].exchanged(beside.number)
    : words[language].giftCard(beside.last4);

/** From the subtotal to what was paid by card. */
export function totalRowsOf(order: Order): LetterRow[] {
  const t = words[order.language];
  const { giftCard } = order;
  const { points } = order.frozen;
  const leftMinor = providerMinor(order);
  const { subtotalMinor, deliveryMinor, taxes, totalMinor } = order.frozen.priced;
  return [
    { label: t.subtotal, value: moneyText(subtotalMinor, order) },
    ...(order.deliveryMethod === 'ship'
      ? [{ label: t.delivery, value: deliveryMinor === 0 ? t.free : moneyText(deliveryMinor, order) }]
      : []),
    ...taxes.map(({ code, rate, amountMinor }) => ({
      label: `${taxName(code, order)} (${decimal(rate, order)}${order.language === 'fr' ? ' %' : '%'})`,
      value: moneyText(amountMinor, order),
    })),
    { label: t.total, value: moneyText(totalMinor, order), strong: true },
    ...(points
      ? [{ label: t.points(countText(points.points, order)), value: moneyText(-points.amountMinor, order) }]
      : []),
    ...(giftCard
      ? [{ label: besideText(giftCard, order), value: moneyText(-giftCard.amountMinor, order) }]
      : []),
    ...((points || giftCard) && leftMinor > 0 ? [{ label: t.due, value: moneyText(leftMinor, order) }] : []),
  ];
}

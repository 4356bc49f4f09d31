/** A receipt as lines of text, the same for paper, page and file. Pure. */
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { z } from 'zod';
import type { receiptAnswer } from '../receipt-answer.ts';

export type Receipt = z.infer<typeof receiptAnswer>;
export type Language = 'fr' | 'en';
export type Shop = Pick<
  StoreConfiguration,
  'name' | 'address' | 'phone' | 'taxRegistrations' | 'receiptFooter' | 'timeZone'
>;

/** One row: what stands left, and its amount. */
export type Row = Readonly<{ left: string; right?: string; strong?: boolean }>;
export type Layout = Readonly<{
  title: string;
  head: readonly string[];
  parts: readonly (readonly Row[])[];
  foot: readonly string[];
}>;

const words = {
  fr: {
    subtotal: 'Sous-total',
    rounding: 'Arrondi',
    total: 'Total',
    receipt: 'Reçu',
    cash: 'Comptant',
    card: 'Carte',
    change: 'Monnaie',
    copy: 'Copie',
  },
  en: {
    subtotal: 'Subtotal',
    rounding: 'Rounding',
    total: 'Total',
    receipt: 'Receipt',
    cash: 'Cash',
    card: 'Card',
    change: 'Change',
    copy: 'Copy',
  },
} as const;
const taxNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', VAT: 'TVA' },
  en: {},
};
const locales = { fr: 'fr-CA', en: 'en-CA' } as const;

export function layoutOf(receipt: Receipt, shop: Shop | undefined, language: Language): Layout {
  const say = words[language];
  const { currency } = receipt.total;
  const money = new Intl.NumberFormat(locales[language], { style: 'currency', currency });
  const amount = (minor: number) => money.format(minor / 100);
  const tax = (code: string) => taxNames[language][code] ?? code;
  const at = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: shop?.timeZone ?? 'America/Toronto',
  }).format(new Date(receipt.completedAt));
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 3 });
  const totals: Row[] = [
    { left: say.subtotal, right: amount(receipt.subtotalMinor) },
    ...receipt.taxes.map(({ code, rate, amountMinor }) => ({
      left: `${tax(code)} ${number.format(Number(rate))} %`,
      right: amount(amountMinor),
    })),
    ...(receipt.cashRoundingMinor === 0
      ? []
      : [{ left: say.rounding, right: amount(receipt.cashRoundingMinor) }]),
    { left: say.total, right: amount(receipt.total.amountMinor + receipt.cashRoundingMinor), strong: true },
  ];
  return {
    title: `${say.receipt} ${receipt.receiptNumber}`,
    head: [
      ...(shop ? [shop.name, ...shop.address, shop.phone] : []),
      at,
      `${say.receipt} ${receipt.receiptNumber} · ${say.copy}`,
    ],
    parts: [
      receipt.lines.flatMap((line) => linesOf(line)),
      totals,
      receipt.tenders.flatMap((paid) => paidOf(paid)),
    ],
    foot: [
      ...(shop?.taxRegistrations.map(({ code, number: registration }) => `${tax(code)} ${registration}`) ??
        []),
      ...(shop ? [shop.receiptFooter[language]] : []),
    ],
  };

  function linesOf({ name, quantity, unitPriceMinor, amountMinor }: Receipt['lines'][number]): Row[] {
    const row = { left: name[language], right: amount(amountMinor) };
    if (quantity === '1') return [row];
    return [row, { left: `  ${number.format(Number(quantity))} × ${amount(unitPriceMinor)}` }];
  }

  function paidOf(paid: Receipt['tenders'][number]): Row[] {
    if (paid.kind === 'card')
      return [{ left: `${say.card} ${paid.brand} •••• ${paid.last4}`, right: amount(paid.amountMinor) }];
    const change = { left: say.change, right: amount(paid.changeMinor) };
    return [
      { left: say.cash, right: amount(paid.receivedMinor) },
      ...(paid.changeMinor === 0 ? [] : [change]),
    ];
  }
}

/** What was bought, paid and given back, on paper, in the order's language. */
import { localDay } from '@comptoir/service-kit/local-day';
import { moneyText, muchOf, taxName, totalRowsOf } from '../letters/rows.ts';
import type { OrderParts } from '../parts.ts';
import { moneyOf } from '../refunds.ts';
import type { Order } from '../store/orders.ts';
import type { Refund } from '../store/payments.ts';
import { sheetOf } from './sheet.ts';

const words = {
  fr: {
    title: (number: string) => `Facture ${number}`,
    placed: 'Date de vente :',
    registered: (tax: string) => `Nº de ${tax} :`,
    soldTo: 'Vendu à :',
    shipTo: 'Livré à :',
    left: 'Reste payé',
    back: 'Remboursement',
    before: 'Prix avant taxes.',
    legal: 'Les numéros de taxe du détaillant figurent dans les conditions de la boutique.',
  },
  en: {
    title: (number: string) => `Invoice ${number}`,
    placed: 'Date of sale:',
    registered: (tax: string) => `${tax} number:`,
    soldTo: 'Sold to:',
    shipTo: 'Delivered to:',
    left: 'Remains paid',
    back: 'Refund',
    before: 'Prices before taxes.',
    legal: 'The retailer’s tax numbers stand in the terms of the shop.',
  },
} as const;

export function invoiceOf(
  order: Order,
  refunds: readonly Refund[],
  { taxRegistrations, timeZone }: Pick<OrderParts, 'taxRegistrations' | 'timeZone'>,
): Promise<Buffer> {
  const { language, frozen } = order;
  const t = words[language];
  const money = (amountMinor: number) => moneyText(amountMinor, order);
  return sheetOf({ title: t.title(order.number), language }, (sheet) => {
    sheet.title('Comptoir');
    sheet.text(t.title(order.number), { bold: true, size: 14 });
    sheet.text(`${t.placed} ${order.businessDate}`);
    sheet.gap();
    if (order.contact) sheet.text(`${t.soldTo} ${order.contact.name}`);
    if (order.delivery?.method === 'ship') {
      const { recipient, lines, city, region, postalCode } = order.delivery.address;
      sheet.text(`${t.shipTo} ${[recipient, ...lines, `${city} (${region}) ${postalCode}`].join(', ')}`);
    }
    sheet.gap();
    sheet.rule();
    for (const { names, sku, quantity, soldBy, amountMinor } of frozen.lines)
      sheet.pair(`${names[language]} (${sku}) ${muchOf(order, soldBy, quantity)}`, money(amountMinor));
    sheet.rule();
    for (const { label, value, strong } of totalRowsOf(order)) sheet.pair(label, value, strong === true);
    const given = refunds.filter(({ state }) => state !== 'failed');
    if (given.length > 0) {
      sheet.rule();
      for (const refund of given)
        sheet.pair(`${t.back} ${localDay(timeZone, refund.at)}`, money(-refund.amountMinor));
      const back = given.reduce((sum, refund) => sum + moneyOf(refund), 0);
      const points = frozen.points?.amountMinor ?? 0;
      sheet.pair(t.left, money(order.totalMinor - points - back), true);
    }
    sheet.gap();
    for (const { code, number } of taxRegistrations)
      sheet.text(`${t.registered(taxName(code, order))} ${number}`);
    sheet.text(taxRegistrations.length > 0 ? t.before : `${t.before} ${t.legal}`, { size: 8 });
  });
}

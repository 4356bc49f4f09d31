/** What goes into or onto the parcel that comes back: whose it is, what is in it, and where it goes. */
import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import { muchOf } from '../letters/rows.ts';
import type { Order } from '../store/orders.ts';
import type { Return } from '../store/returns.ts';
import { sheetOf } from './sheet.ts';

const words = {
  fr: {
    title: 'Étiquette de retour',
    number: 'Retour',
    order: 'Commande',
    from: 'De :',
    to: 'À : Comptoir, service des retours',
    inside: 'Contenu',
    how: 'Collez cette page sur le colis, ou glissez-la dedans. Nous vous rendons l’argent dès que nous l’avons reçu.',
  },
  en: {
    title: 'Return label',
    number: 'Return',
    order: 'Order',
    from: 'From:',
    to: 'To: Comptoir, returns',
    inside: 'Contents',
    how: 'Stick this page on the parcel, or put it inside. You have your money back as soon as we have received it.',
  },
} as const;

export function returnLabelOf(order: Order, asked: Return): Promise<Buffer> {
  const t = words[order.language];
  return sheetOf({ title: t.title, language: order.language }, (sheet) => {
    sheet.title(t.title);
    sheet.text(returnNumber(asked.id), { bold: true, size: 40 });
    sheet.text(`${t.order} ${order.number}`, { bold: true, size: 14 });
    sheet.gap();
    sheet.text(t.to, { bold: true, size: 16 });
    if (order.contact) sheet.text(`${t.from} ${order.contact.name}`);
    sheet.rule();
    sheet.text(t.inside, { bold: true });
    for (const { lineId, quantity } of asked.lines) {
      const line = order.frozen.lines.find((one) => one.lineId === lineId);
      sheet.pair(line?.names[order.language] ?? lineId, muchOf(order, line?.soldBy ?? 'piece', quantity));
    }
    sheet.rule();
    sheet.text(t.how);
  });
}

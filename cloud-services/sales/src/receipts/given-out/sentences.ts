/** The pages of a code that leads to no receipt yet, or to none. Pure. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';
import type { ReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import { amountIn, type Language } from '../formats/receipt.ts';

type Page = Readonly<{ title: string; document: ReceiptDocument }>;
const text = (said: string, bold = false): ReceiptBlock => ({ type: 'text', text: said, bold });

/** Nothing but what the store signed. */
export function onItsWay({ number, sale }: ReceiptToken, language: Language): Page {
  const amount = amountIn(language, 'CAD');
  const paidMinor = sale.tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const isFrench = language === 'fr';
  const title = `${isFrench ? 'Reçu' : 'Receipt'} ${number}`;
  const at = new Intl.DateTimeFormat(isFrench ? 'fr-CA' : 'en-CA', {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'America/Toronto' },
  }).format(new Date(sale.soldAt));
  return {
    title,
    document: {
      blocks: [
        text(title, true),
        text(at),
        { type: 'rule' },
        { type: 'total', label: 'TOTAL', amount: amount(paidMinor) },
        { type: 'rule' },
        text(
          isFrench
            ? 'Ce reçu est authentique. Le magasin n’a pas encore transmis le détail : revenez plus tard.'
            : 'This receipt is genuine. The store has not sent its details yet: come back later.',
        ),
      ],
    },
  };
}

export function notGenuine(language: Language): Page {
  const isFrench = language === 'fr';
  const title = isFrench ? 'Reçu introuvable' : 'Receipt not found';
  return {
    title,
    document: {
      blocks: [
        text(title, true),
        { type: 'rule' },
        text(
          isFrench
            ? 'Ce code n’est celui d’aucun de nos reçus, ou il est incomplet. Relisez-le sur le papier, ou montrez le papier en magasin.'
            : 'This code belongs to none of our receipts, or part of it is missing. Scan it again, or show the paper in a store.',
        ),
      ],
    },
  };
}

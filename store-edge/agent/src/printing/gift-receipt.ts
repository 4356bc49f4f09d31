/** For whoever is given the goods: what they are, and the code by which they come back. No price, no tender. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { decimal, localDateTime } from './format.ts';
import { type SaleRecord, storeHead } from './receipt.ts';
import { type Language, words } from './words.ts';

export function giftReceiptOf(
  { header, body }: SaleRecord,
  store: StoreConfiguration,
  { language, code }: Readonly<{ language: Language; code: string }>,
): ReceiptDocument {
  const languages: Language[] = language === 'en' ? ['fr', 'en'] : ['fr'];
  return {
    blocks: [
      ...storeHead(store),
      ...languages.flatMap((one): ReceiptBlock[] => [
        { type: 'text', text: words[one].gift, bold: true, size: 2, align: 'centre' },
        {
          type: 'pair',
          left: `${words[one].receipt} ${header.number}`,
          right: localDateTime(header.at, store.timeZone),
        },
        { type: 'rule' },
        ...body.lines.map((line): ReceiptBlock => ({ type: 'text', text: lineText(line, body, one) })),
        { type: 'rule' },
        { type: 'text', text: words[one].giftReturns, align: 'centre' },
      ]),
      { type: 'qr', data: code, caption: header.number },
      { type: 'cut' },
    ],
  };
}

function lineText(
  { lineId, name, soldBy }: SaleRecord['body']['lines'][number],
  { basket }: SaleRecord['body'],
  language: Language,
): string {
  const quantity = decimal(basket.lines.find(({ id }) => id === lineId)?.quantity ?? '1', language);
  return `${quantity}${soldBy === 'weight' ? '\u00a0kg' : ''} × ${name[language]}`;
}

/** The Z, from its record alone: what the shift took, what was counted, and the perpetual total. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers';
import type { Currency } from '@comptoir/pricing/contract';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import { cashMovePairs } from './cash-slips.ts';
import { localDateTime, money } from './format.ts';
import { INDENT, storeHead } from './receipt.ts';
import { words } from './words.ts';

export type ZRecord = Readonly<{
  header: Readonly<{ at: string; seq: number; register: string; businessDate: string }>;
  body: BodyOf<'shift.closed'>;
  hash: Buffer;
}>;

/** A paper of the house: in French, as the head of the journal that it witnesses. */
export function zSlipOf({ header, body, hash }: ZRecord, store: StoreConfiguration): ReceiptDocument {
  const text = words.fr;
  const { z } = body;
  const pair = (left: string, amountMinor: number, currency: Currency = store.currency): ReceiptBlock => ({
    type: 'pair',
    left,
    right: money(amountMinor, currency, 'fr'),
  });
  const { usDollars } = body;
  return {
    blocks: [
      ...storeHead(store),
      { type: 'text', text: `${text.z} ${z.zNumber}`, bold: true, size: 2, align: 'centre' },
      { type: 'pair', left: `${text.register} ${header.register}`, right: header.businessDate },
      { type: 'pair', left: text.closed, right: localDateTime(header.at, store.timeZone) },
      { type: 'rule' },
      { type: 'pair', left: text.sales, right: String(z.saleCount) },
      ...(z.returnCount ? [{ type: 'pair', left: text.returns, right: String(z.returnCount) } as const] : []),
      ...(z.orderReturnCount
        ? [{ type: 'pair', left: text.orderReturns, right: String(z.orderReturnCount) } as const]
        : []),
      ...z.taxes.map((tax) => pair(text.taxes[tax.code] ?? tax.code, tax.amountMinor)),
      ...z.tenders.map((tender) => pair(text.tenders[tender.kind] ?? tender.kind, tender.amountMinor)),
      { type: 'total', label: text.total, amount: money(z.totalMinor, store.currency, 'fr') },
      ...(z.returnTotalMinor ? [pair(text.returns, -z.returnTotalMinor)] : []),
      ...cashMovePairs(z, pair),
      pair(text.expected, body.expectedMinor),
      pair(text.counted, body.countedMinor),
      pair(text.overShort, body.overShortMinor),
      ...(usDollars
        ? [
            { type: 'text', text: text.usDollars } as const,
            pair(`${INDENT}${text.expected}`, usDollars.expectedMinor, 'USD'),
            pair(`${INDENT}${text.counted}`, usDollars.countedMinor, 'USD'),
            pair(`${INDENT}${text.overShort}`, usDollars.overShortMinor, 'USD'),
          ]
        : []),
      ...(body.reason === undefined
        ? []
        : [{ type: 'text', text: `${text.reason} : ${body.reason}` } as const]),
      { type: 'rule' },
      pair(text.perpetual, z.perpetualTotalMinor),
      { type: 'text', text: `${header.seq} ${hash.toString('base64')}` },
      { type: 'cut' },
    ],
  };
}

/** What journals tell of gift cards and credits: issued with a sale or a return, spent as a tender. The same again changes nothing. */
import type { Tx } from '@comptoir/service-kit';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { ValueIssuedBody, ValueLoadedBody } from '@comptoir/sync-protocol/records/value-body';
import { insertCard, putEntry, tellCards } from './store/rows.ts';

export type ValueTold = Readonly<
  { at: string } & ({ issued: ValueIssuedBody } | { loaded: ValueLoadedBody })
>;
type SpentTold = Readonly<{ receiptNumber: string; sale: SaleBody }>;

export async function recordValues(tx: Tx, told: readonly ValueTold[]): Promise<void> {
  const touched: string[] = [];
  for (const { at, ...one } of told) {
    const isIssued = 'issued' in one;
    if (isIssued) await insertCard(tx, one.issued, new Date(at));
    const { valueId, amountMinor, storeId, saleId = null } = isIssued ? one.issued : one.loaded;
    // A card is issued once, and loaded as often as somebody pays for it.
    const entryId = isIssued ? valueId : one.loaded.loadId;
    await putEntry(tx, {
      ...{ entryId, valueId, kind: isIssued ? 'issued' : 'loaded', amountMinor, state: 'done' },
      ...{ authorisedBy: null, storeId, saleId, receiptNumber: null, at },
    });
    touched.push(valueId);
  }
  await tellCards(tx, touched);
}

/** Also beyond the balance: two stores that were cut off may have spent the same card. It shows as less than nothing. */
export async function recordSpent(tx: Tx, sales: readonly SpentTold[]): Promise<void> {
  const touched: string[] = [];
  for (const { receiptNumber, sale } of sales)
    for (const tender of sale.tenders) {
      if (!('valueId' in tender)) continue;
      touched.push(tender.valueId);
      await putEntry(tx, {
        ...{ entryId: tender.spendId, valueId: tender.valueId, kind: 'spent', state: 'done' },
        ...{ amountMinor: -tender.amountMinor, authorisedBy: tender.authorisedBy },
        ...{ storeId: sale.storeId, saleId: sale.saleId, receiptNumber, at: sale.completedAt },
      });
    }
  await tellCards(tx, touched);
}

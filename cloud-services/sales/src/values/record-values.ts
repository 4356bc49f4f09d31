/** What journals tell of gift cards and credits: issued with a sale or a return, spent as a tender. The same again changes nothing. */
import type { Tx } from '@comptoir/service-kit';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { ValueIssuedBody } from '@comptoir/sync-protocol/records/value-body';
import { insertCard, putEntry, tellCards } from './store/rows.ts';

export type IssuedTold = Readonly<{ at: string; issued: ValueIssuedBody }>;
type SpentTold = Readonly<{ receiptNumber: string; sale: SaleBody }>;

export async function recordIssued(tx: Tx, told: readonly IssuedTold[]): Promise<void> {
  for (const { at, issued } of told) {
    await insertCard(tx, issued, new Date(at));
    const { valueId, amountMinor, storeId, saleId = null } = issued;
    await putEntry(tx, {
      ...{ entryId: valueId, valueId, kind: 'issued', amountMinor, state: 'done', authorisedBy: null },
      ...{ storeId, saleId, receiptNumber: null, at },
    });
  }
  await tellCards(
    tx,
    told.map(({ issued }) => issued.valueId),
  );
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

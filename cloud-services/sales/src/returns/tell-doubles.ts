/** Goods that came back twice, as the stores that took part and head office are told of them. */
import { type Database, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { DoubleReturn } from '@comptoir/sync-protocol/feeds/rows';
import { type DoubleReturnRow, doubleReturns, noticeDoubles } from './store/rows.ts';

const linesToldMax = 500;

export const doubleOf = (row: DoubleReturnRow): DoubleReturn => ({
  saleId: row.sale_id,
  receiptNumber: row.receipt_number,
  position: row.position,
  name: { fr: row.name_fr, en: row.name_en },
  sold: row.sold,
  returned: row.returned,
  excess: { amountMinor: Number(row.excess_minor), currency: row.currency },
  noticedAt: row.noticed_at.toISOString(),
  returns: row.returns.map((one) => ({ ...one, completedAt: new Date(one.completedAt).toISOString() })),
});

/** In the transaction that brought a sale or a return: by the feed `configuration`, each store that took part hears of it. */
export async function tellDoubles(tx: Tx, saleIds: readonly string[], now: Date): Promise<void> {
  for (const saleId of await noticeDoubles(tx, saleIds, now)) {
    const rows = await doubleReturns(tx, { saleId, limit: linesToldMax });
    const told = rows.flatMap((row) =>
      [...new Set([row.store_id, ...row.returns.map(({ storeId }) => storeId)])].map((scope) => ({
        scope,
        key: `double-return/${row.sale_id}-${row.position}`,
        value: doubleOf(row),
      })),
    );
    await writeFeedRows(tx, 'configuration', told);
  }
}

export const listDoubles = async (
  database: Database,
  storeIds: readonly string[] | undefined,
  limit: number,
): Promise<DoubleReturn[]> => (await doubleReturns(database.alone, { storeIds, limit })).map(doubleOf);

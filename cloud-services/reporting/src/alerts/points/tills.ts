/** Counts of drawers, as Sales tells of each shift that is closed. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { TillCounted } from '@comptoir/service-kit/events/sales';
import type { Point } from '../judge.ts';

export async function keepTillCount(tx: Tx, told: TillCounted): Promise<void> {
  await tx.query(
    `insert into till_count (record_id, store_id, register_id, register, business_date, at, difference_minor)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      ...[told.recordId, told.storeId, told.registerId, told.register ?? null],
      ...[told.businessDate, told.at, told.differenceMinor],
    ],
  );
}

type Row = { store_id: string; register_id: string; at: Date; difference_minor: string };

export async function tillCounts(tx: Tx, since: Date): Promise<Point[]> {
  const rows: Row[] = await tx.query(
    'select store_id, register_id, at, difference_minor from till_count where at >= $1 order by at',
    [since],
  );
  return rows.map(({ store_id, register_id, at, difference_minor }) => ({
    key: `${store_id}/${register_id}`,
    storeId: store_id,
    productId: null,
    registerId: register_id,
    at,
    value: Number(difference_minor),
    expected: 0,
  }));
}

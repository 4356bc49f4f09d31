/** Lists of prices: when and where each counts. What they hold is `entries.ts`. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { Change } from '../admin/prices.ts';
import type { PriceListTerms, PriceListView } from '../api.ts';
import { record } from '../audit/record.ts';
import { tellTills } from '../events.ts';
import { newId } from '../ids.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';
import { type ListRow, reachOf } from './list-row.ts';
import { refuseMeeting } from './meeting.ts';

const select = `select l.*, (select count(*)::int from price_list_entry e where e.list_id = l.id) as entry_count from price_list l`;

export async function createList(tx: Tx, terms: PriceListTerms, change: Change): Promise<PriceListView> {
  refuseBackwards(terms);
  const id = newId();
  const [row] = await tx.query<ListRow[]>(
    `insert into price_list (id, name, channel, store_ids, valid_from, valid_to, changed_by)
     values ($1, $2, $3, $4::text[], $5, $6, $7) returning *, 0 as entry_count`,
    [id, ...columnsOf(terms), change.by],
  );
  await record(tx, change, [{ kind: 'price-list', id, name: terms.name, changes: fieldChanges({}, terms) }]);
  if (!row) throw notFound('price list');
  return viewOf(row);
}

/** All that it holds goes with it; refused where that would give a product two prices. */
export async function changeList(
  tx: Tx,
  id: string,
  terms: PriceListTerms,
  change: Change,
): Promise<PriceListView> {
  refuseBackwards(terms);
  const old = await lockList(tx, id, change.ifMatch);
  await tx.query(
    `update price_list set name = $2, channel = $3, store_ids = $4::text[], valid_from = $5, valid_to = $6,
       version = version + 1, changed_at = clock_timestamp(), changed_by = $7 where id = $1`,
    [id, ...columnsOf(terms), change.by],
  );
  const entries = await tx.query<{ product_id: string }[]>(
    'select product_id from price_list_entry where list_id = $1',
    [id],
  );
  const productIds = entries.map(({ product_id }) => product_id);
  await refuseMeeting(tx, id, productIds);
  const changes = fieldChanges(termsOf(old), terms);
  await record(tx, change, [{ kind: 'price-list', id, name: terms.name, changes }]);
  if (changes.some(({ field }) => field !== 'name')) await tellPrices(tx, productIds);
  return viewOf(await lockList(tx, id, undefined));
}

/** From now on it counts no more; one that has not begun never does. */
export async function endList(tx: Tx, id: string, change: Change, now: Date): Promise<PriceListView> {
  const terms = termsOf(await lockList(tx, id, change.ifMatch));
  const end = Math.max(now.getTime(), Date.parse(terms.from) + 1);
  const isOver = terms.to !== undefined && Date.parse(terms.to) <= end;
  return changeList(tx, id, isOver ? terms : { ...terms, to: new Date(end).toISOString() }, change);
}

/** One change of lists at a time: whether two meet is then known. @throws Problem 404, 412 */
export async function lockList(tx: Tx, id: string, ifMatch: string | undefined): Promise<ListRow> {
  await tx.query('lock table price_list in share row exclusive mode');
  const [row] = await tx.query<ListRow[]>(`${select} where l.id = $1`, [id]);
  if (!row) throw notFound('price list');
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(row))
    throw problem(
      412,
      'changed-meanwhile',
      'This price list was changed meanwhile',
      'Load it again, then make your change.',
      { headers: { etag: etagOf(row) } },
    );
  return row;
}

/** A product stays the version that it was: nothing of its own has changed. */
export async function tellPrices(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  // Locks in one order, so that two writers wait instead of deadlocking.
  await tx.query('select from product where id = any($1::uuid[]) order by id for update', [productIds]);
  await tellTills(tx, await findProducts(tx, 'p.id = any($1::uuid[])', [productIds]));
}

/** Those that begin last first. */
export async function lists(queries: Queries): Promise<PriceListView[]> {
  const rows = await queries.query<ListRow>(`${select} order by l.valid_from desc, l.id limit 1000`);
  return rows.map(viewOf);
}

export const etagOf = ({ version }: Pick<ListRow, 'version'>) => `"${version}"`;

const termsOf = (row: ListRow): PriceListTerms => ({ name: row.name, ...reachOf(row) });

export const viewOf = (row: ListRow): PriceListView => ({
  id: row.id,
  ...termsOf(row),
  entryCount: row.entry_count,
  version: row.version,
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
});

const columnsOf = ({ name, channel, storeIds, from, to }: PriceListTerms) => [
  name,
  channel ?? null,
  storeIds ?? null,
  from,
  to ?? null,
];

function refuseBackwards({ from, to }: PriceListTerms): void {
  if (to !== undefined && Date.parse(to) <= Date.parse(from))
    throw problem(
      422,
      'ends-before-it-begins',
      'This price list would end before it begins',
      'Choose a later end.',
    );
}

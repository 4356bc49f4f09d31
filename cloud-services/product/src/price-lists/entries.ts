/** What a list's products cost while it counts. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import type { Change } from '../admin/prices.ts';
import { type PriceEntry, type PriceListView, plainText } from '../api.ts';
import { record } from '../audit/record.ts';
import { inFrench } from '../by-name.ts';
import { reasonOf } from '../import/faults.ts';
import { priceFault } from '../import/row.ts';
import type { Queries } from '../store/product-rows.ts';
import { lockList, tellPrices, viewOf } from './lists.ts';
import { refuseMeeting } from './meeting.ts';

type Named = { id: string; sku: string; name_fr: string; is_family: boolean; amount_minor: string | null };

/** All of them or none. @param entries `price: null` takes a product out. */
export async function setEntries(
  tx: Tx,
  listId: string,
  entries: readonly PriceEntry[],
  change: Change,
): Promise<PriceListView> {
  const list = await lockList(tx, listId, change.ifMatch);
  refuseUnsound(entries);
  const productIds = entries.map(({ productId }) => productId);
  const before = new Map((await readNamed(tx, listId, productIds)).map((row) => [row.id, row]));
  refuseUnknown(entries, before);
  const changed = entries.filter(
    ({ productId, price }) => minorOf(before.get(productId)) !== price?.amountMinor,
  );
  const kept = changed.flatMap(({ productId, price }) => (price ? [{ productId, ...price }] : []));
  const gone = changed.filter(({ price }) => price === null).map(({ productId }) => productId);
  await tx.query('delete from price_list_entry where list_id = $1 and product_id = any($2::uuid[])', [
    listId,
    gone,
  ]);
  await tx.query(
    `insert into price_list_entry (list_id, product_id, amount_minor, currency)
     select $1, * from unnest($2::uuid[], $3::bigint[], $4::text[])
     on conflict (list_id, product_id) do update set amount_minor = excluded.amount_minor, currency = excluded.currency`,
    [
      listId,
      kept.map(({ productId }) => productId),
      kept.map(({ amountMinor }) => amountMinor),
      kept.map(({ currency }) => currency),
    ],
  );
  await refuseMeeting(
    tx,
    listId,
    kept.map(({ productId }) => productId),
  );
  await tx.query(
    'update price_list set version = version + 1, changed_at = clock_timestamp(), changed_by = $2 where id = $1',
    [listId, change.by],
  );
  await record(
    tx,
    change,
    changed.flatMap(({ productId, price }) => {
      const product = before.get(productId);
      const was = minorOf(product);
      const old = was === undefined ? null : { amountMinor: was, currency: 'CAD' };
      const field = { field: 'price', in: list.name, before: old, after: price };
      return product
        ? [{ kind: 'price' as const, id: productId, name: nameOf(product), changes: [field] }]
        : [];
    }),
  );
  await tellPrices(
    tx,
    changed.map(({ productId }) => productId),
  );
  return viewOf(await lockList(tx, listId, undefined));
}

const nameOf = ({ sku, name_fr }: Named) => `${sku} · ${name_fr}`;
const minorOf = (row: Named | undefined) =>
  row === undefined || row.amount_minor === null ? undefined : Number(row.amount_minor);

const readNamed = (tx: Tx, listId: string, productIds: readonly string[]): Promise<Named[]> =>
  tx.query(
    `select p.id, p.sku, p.name_fr, p.is_family, e.amount_minor
     from product p left join price_list_entry e on e.list_id = $1 and e.product_id = p.id where p.id = any($2::uuid[])`,
    [listId, productIds],
  );

function refuseUnsound(entries: readonly PriceEntry[]): void {
  const ids = entries.map(({ productId }) => productId);
  if (new Set(ids).size < ids.length)
    throw problem(422, 'product-repeated', 'A product stands here twice', 'Give each product one price.');
  for (const [index, { price }] of entries.entries()) {
    if (price === null) continue;
    const wrong = price.currency === 'CAD' ? priceFault(price.amountMinor) : 'bad-currency';
    if (!wrong) continue;
    const message = reasonOf(wrong, '', 'en');
    throw problem(422, wrong, 'This price is refused', message, {
      errors: [{ pointer: `/entries/${index}/price`, message }],
    });
  }
}

function refuseUnknown(entries: readonly PriceEntry[], known: ReadonlyMap<string, Named>): void {
  const unknown = entries.find(({ productId }) => !known.has(productId));
  if (unknown) throw problem(422, 'unknown-product', 'There is no such product', unknown.productId);
  const family = entries.map(({ productId }) => known.get(productId)).find((row) => row?.is_family);
  if (family)
    throw problem(422, 'family-has-no-price', 'A family is not sold', reasonOf('family-price', '', 'en'));
}

const place = z.tuple([plainText, z.guid()]);

/** By name; beside each price, the product's own and what it costs the house. */
export async function readEntries(
  queries: Queries,
  listId: string,
  { limit, cursor }: Readonly<{ limit: number; cursor?: string | undefined }>,
) {
  const after = decodeCursor(place, cursor);
  const rows = await queries.query<EntryRow>(
    `select p.id, p.sku, p.name_fr, p.name_en, p.cost_minor, e.amount_minor, e.currency, pr.amount_minor as own_minor
     from price_list_entry e join product p on p.id = e.product_id
     left join price pr on pr.product_id = p.id and pr.channel = '*' and pr.valid_to is null
     where e.list_id = $1 and ($2::text is null or (${inFrench('p.name_fr')}, p.id) > ($2, $3::uuid))
     order by ${inFrench('p.name_fr')}, p.id limit $4`,
    [listId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ name_fr, id }) => [name_fr, id]);
  return { items: items.map(entryOf), nextCursor };
}

type EntryRow = {
  id: string;
  sku: string;
  name_fr: string;
  name_en: string;
  cost_minor: string | null;
  amount_minor: string;
  currency: 'CAD';
  own_minor: string | null;
};

function entryOf(row: EntryRow) {
  const money = (minor: string | null) =>
    minor === null ? null : { amountMinor: Number(minor), currency: row.currency };
  return {
    productId: row.id,
    sku: row.sku,
    name: { fr: row.name_fr, en: row.name_en },
    price: { amountMinor: Number(row.amount_minor), currency: row.currency },
    ownPrice: money(row.own_minor),
    cost: money(row.cost_minor),
  };
}

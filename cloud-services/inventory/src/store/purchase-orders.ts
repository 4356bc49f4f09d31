/** Purchase orders in PostgreSQL. */

import { insertRows, type Tx } from '@comptoir/service-kit';
import type { PurchaseOrderState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { deliveryNumber } from '@comptoir/sync-protocol/ids/delivery-number';
import type { PurchaseOrder, PurchaseOrderRequest } from '../purchasing/api.ts';

type Row = Omit<PurchaseOrder, 'number' | 'createdAt' | 'changedAt'> & { createdAt: Date; changedAt: Date };

const columns = `o.id as "purchaseOrderId", o.location_id as "locationId", o.supplier_name as "supplierName", o.state,
  o.expected_on::text as "expectedOn", o.note, o.created_at as "createdAt", o.changed_at as "changedAt",
  (select coalesce(json_agg(json_build_object('productId', l.product_id, 'sku', p.sku, 'name', p.name,
      'ordered', trim_scale(l.ordered)::text, 'received', trim_scale(l.received)::text, 'unitCostMinor', l.unit_cost_minor)
      order by p.sku, l.product_id), '[]')
   from purchase_order_line l left join product_name p using (product_id) where l.purchase_order_id = o.id) as lines`;

const told = ({ createdAt, changedAt, ...row }: Row): PurchaseOrder => ({
  ...row,
  number: deliveryNumber('A', row.purchaseOrderId),
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

const selectOne = `select ${columns} from purchase_order o where o.id = $1`;

export async function readPurchaseOrder(tx: Tx, id: string): Promise<PurchaseOrder | undefined> {
  const rows: Row[] = await tx.query(selectOne, [id]);
  return rows.map(told)[0];
}

/** Locks it until the transaction ends. */
export async function lockPurchaseOrder(tx: Tx, id: string): Promise<PurchaseOrder | undefined> {
  const rows: Row[] = await tx.query(`${selectOne} for update of o`, [id]);
  return rows.map(told)[0];
}

/** The draft of a supplier for a location, if there is one to add to. Locks it. */
export async function lockDraft(
  tx: Tx,
  locationId: string,
  supplierName: string,
): Promise<PurchaseOrder | undefined> {
  const rows: Row[] = await tx.query(
    `select ${columns} from purchase_order o where o.location_id = $1 and o.supplier_name = $2 and o.state = 'draft'
     order by o.created_at limit 1 for update of o`,
    [locationId, supplierName],
  );
  return rows.map(told)[0];
}

/** A draft, whole. */
export async function writeDraft(
  tx: Tx,
  id: string,
  { locationId, supplierName, expectedOn = null, note = null, lines }: DraftWritten,
): Promise<void> {
  await tx.query(
    `insert into purchase_order (id, location_id, supplier_name, state, expected_on, note) values ($1, $2, $3, 'draft', $4, $5)
     on conflict (id) do update set location_id = excluded.location_id, supplier_name = excluded.supplier_name,
       expected_on = excluded.expected_on, note = excluded.note, changed_at = now()`,
    [id, locationId, supplierName, expectedOn, note],
  );
  await tx.query('delete from purchase_order_line where purchase_order_id = $1', [id]);
  await insertRows(
    tx,
    'purchase_order_line',
    { purchase_order_id: 'uuid', product_id: 'text', ordered: 'numeric', unit_cost_minor: 'bigint' },
    lines.map(({ productId, ordered, unitCostMinor }) => [id, productId, ordered, unitCostMinor]),
  );
}
export type DraftWritten = Pick<PurchaseOrderRequest, 'locationId' | 'supplierName' | 'lines'> &
  Readonly<{ expectedOn?: string | null | undefined; note?: string | null | undefined }>;

export async function setPurchaseOrderState(
  tx: Tx,
  id: string,
  state: PurchaseOrderState,
  at: Date,
): Promise<void> {
  await tx.query('update purchase_order set state = $2, changed_at = $3 where id = $1', [id, state, at]);
}

/** What came, added to what came before; a product that nobody ordered gets a line. */
export async function addReceived(
  tx: Tx,
  id: string,
  lines: readonly Readonly<{ productId: string; quantity: string; unitCostMinor?: number | undefined }>[],
): Promise<void> {
  await insertRows(
    tx,
    'purchase_order_line',
    {
      ...{ purchase_order_id: 'uuid', product_id: 'text', ordered: 'numeric', received: 'numeric' },
      unit_cost_minor: 'bigint',
    },
    lines.map(({ productId, quantity, unitCostMinor = 0 }) => [id, productId, '0', quantity, unitCostMinor]),
    `on conflict (purchase_order_id, product_id) do update set received = purchase_order_line.received + excluded.received`,
  );
}

export type PurchaseOrderFilter = Readonly<{
  locationId?: string | undefined;
  /** Where the caller may look; absent: everywhere. */
  locationIds?: readonly string[] | undefined;
  state?: PurchaseOrderState | 'open' | undefined;
  after?: readonly [string, string] | undefined;
  limit: number;
}>;

export const purchaseOrderPlace = ({ changedAt, purchaseOrderId }: PurchaseOrder) => [
  changedAt,
  purchaseOrderId,
];

/** The latest change first. */
export async function listPurchaseOrders(tx: Tx, filter: PurchaseOrderFilter): Promise<PurchaseOrder[]> {
  const { locationId, locationIds, state, after, limit } = filter;
  const rows: Row[] = await tx.query(
    `select ${columns} from purchase_order o
     where ($1::text is null or o.location_id = $1) and ($2::text[] is null or o.location_id = any($2))
       and ($3::text is null or o.state = $3 or ($3 = 'open' and o.state not in ('closed', 'cancelled')))
       and ($4::timestamptz is null or (date_trunc('milliseconds', o.changed_at), o.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', o.changed_at) desc, o.id desc limit $6`,
    [locationId ?? null, locationIds ?? null, state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map(told);
}

/** Who brought a product last, and at what cost. */
export async function lastSupplierOf(
  tx: Tx,
  productId: string,
): Promise<{ supplierName: string; unitCostMinor: number } | undefined> {
  const rows: { supplierName: string; unitCostMinor: number }[] = await tx.query(
    `select o.supplier_name as "supplierName", l.unit_cost_minor::float8 as "unitCostMinor"
     from purchase_order_line l join purchase_order o on o.id = l.purchase_order_id
     where l.product_id = $1 and o.state <> 'cancelled' order by o.changed_at desc limit 1`,
    [productId],
  );
  return rows[0];
}

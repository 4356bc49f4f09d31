/** The same figures from both sides: what owners sum from their own tables, and what Reporting has. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import { orderTotals, salesTotals, stockTotals } from '@comptoir/service-kit/totals';
import type { Addresses } from '../events.ts';
import type { Period } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { askOwner, type Owner } from './ask.ts';
import type { Figure } from './compare.ts';

type Sides = Readonly<{ theirs: Figure[]; ours: Figure[] }>;

/** Only of the owners whose addresses are known. */
export async function readSides(
  { database, owners, fetch }: Readonly<{ database: Database; owners: Addresses; fetch: HouseFetch }>,
  period: Period,
): Promise<Sides> {
  const at = (url: string): Owner => ({ url, fetch });
  const sides = await Promise.all([
    sales(database, at(owners.sales), period),
    ...(owners.order ? [orders(database, at(owners.order), period)] : []),
    ...(owners.inventory ? [stock(database, at(owners.inventory))] : []),
  ]);
  return { theirs: sides.flatMap(({ theirs }) => theirs), ours: sides.flatMap(({ ours }) => ours) };
}

type Sums = { business_date: string; store_id: string; documents: number; total: string; tax: string };

/** From the documents, not from rollups: those are compared with them by the way, since they are made of them. */
const documents = (database: Database, { from, to }: Period, ids: string): Promise<Sums[]> =>
  database.query<Sums>(
    `select business_date::text, store_id, count(*)::int as documents, sum(total_minor)::bigint as total, sum(tax_minor)::bigint as tax
     from ${liveFacts}.document where business_date between $1::date and $2::date and document_id ~ $3 group by 1, 2`,
    [from, to, ids],
  );

const figuresOfDay = (
  ledger: 'sales' | 'order',
  {
    day,
    storeId,
    ...sums
  }: Readonly<{
    day: string;
    storeId: string;
    documents: number;
    total: number;
    tax?: number;
  }>,
): Figure[] =>
  (['documents', 'total', 'tax'] as const).flatMap((what) => {
    const amount = sums[what];
    return amount === undefined ? [] : [{ ledger, day, storeId, what, amount }];
  });

async function sales(database: Database, owner: Owner, period: Period): Promise<Sides> {
  const { items } = await askOwner(
    owner,
    `/internal/sales/totals?from=${period.from}&to=${period.to}`,
    salesTotals,
  );
  const own = await documents(database, period, '^(sale|return)/');
  return {
    theirs: items.flatMap(({ businessDate, storeId, documents, totalMinor, taxMinor }) =>
      figuresOfDay('sales', { day: businessDate, storeId, documents, total: totalMinor, tax: taxMinor }),
    ),
    ours: own.flatMap(({ business_date, store_id, documents, total, tax }) =>
      figuresOfDay('sales', {
        day: business_date,
        storeId: store_id,
        documents,
        total: Number(total),
        tax: Number(tax),
      }),
    ),
  };
}

async function orders(database: Database, owner: Owner, period: Period): Promise<Sides> {
  const { items, refunds } = await askOwner(
    owner,
    `/internal/orders/totals?from=${period.from}&to=${period.to}`,
    orderTotals,
  );
  const own = await documents(database, period, '^order/');
  const paid = await database.query<{ store_id: string; amount: string }>(
    `select store_id, -total_minor as amount from ${liveFacts}.document where document_id = any($1::text[])`,
    [refunds.map(({ refundId }) => `refund/${refundId}`)],
  );
  const refund = (storeId: string, amount: number): Figure => ({
    ledger: 'order',
    day: null,
    storeId,
    what: 'refunds',
    amount,
  });
  return {
    theirs: [
      ...items.flatMap(({ businessDate, storeId, documents, totalMinor }) =>
        figuresOfDay('order', { day: businessDate, storeId, documents, total: totalMinor }),
      ),
      ...refunds.map(({ storeId, amountMinor }) => refund(storeId, amountMinor)),
    ],
    ours: [
      ...own.flatMap(({ business_date, store_id, documents, total }) =>
        figuresOfDay('order', { day: business_date, storeId: store_id, documents, total: Number(total) }),
      ),
      ...paid.map(({ store_id, amount }) => refund(store_id, Number(amount))),
    ],
  };
}

async function stock(database: Database, owner: Owner): Promise<Sides> {
  const { items } = await askOwner(owner, '/internal/inventory/totals', stockTotals);
  const own = await database.query<{ location_id: string; on_hand: string }>(
    'select location_id, sum(on_hand)::text as on_hand from stock_level group by 1',
  );
  const figure = (storeId: string, onHand: string): Figure => ({
    ledger: 'inventory',
    day: null,
    storeId,
    what: 'on-hand',
    amount: Math.round(Number(onHand) * 1_000),
  });
  return {
    theirs: items.map(({ locationId, onHand }) => figure(locationId, onHand)),
    ours: own.map(({ location_id, on_hand }) => figure(location_id, on_hand)),
  };
}

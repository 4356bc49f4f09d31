/** Needs PostgreSQL: what orders of an earlier release become. */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '@comptoir/service-kit/db/database';
import { createLogger } from '@comptoir/service-kit/logger';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { expect, inject, test } from 'vitest';
import { orderService } from '../src/service.ts';
import { linesSaySoldBy, orderTables } from '../src/store/migrations.ts';
import { announcedForExchange, followOnsOf, listOrders, lockExchangeOf } from '../src/store/orders.ts';

test('an order from before its lines said how they are sold tells pieces from weights, and keeps all else', async () => {
  const fresh = await freshDatabase(inject('postgresUrl'));
  const open = (...migrations: (typeof orderTables)[]) =>
    openDatabase({ url: fresh.url, service: 'order', migrations, logger: createLogger('order', 'silent') });
  const before = await open(orderTables);
  const lines = [
    { lineId: 'l1', sku: 'SOAP', quantity: '2', amountMinor: 998 },
    { lineId: 'l2', sku: 'CHEESE', quantity: '0.345', amountMinor: 690 },
    { lineId: 'l3', sku: 'TEA', quantity: '1.000', amountMinor: 499 },
  ];
  const frozen = (told: readonly object[]) => JSON.stringify({ version: 3, lines: told });
  for (const [number, told] of [
    ['C-1', lines],
    ['C-2', []],
  ] as const)
    await before.query(
      `insert into customer_order (id, number, access_token, status, delivery_method, language, cart_session_id, frozen,
         currency, total_minor, business_date)
       values ($1, $2, 't', 'confirmed', 'ship', 'fr', $2, $3::jsonb, 'CAD', 1, '2026-11-24')`,
      [randomUUID(), number, frozen(told)],
    );
  await before.close();

  const after = await open(orderTables, linesSaySoldBy);
  const rows = await after.query('select frozen from customer_order order by number');
  const soldBy = ['piece', 'weight', 'piece'];
  expect(rows).toEqual([
    { frozen: { version: 3, lines: lines.map((line, at) => ({ ...line, soldBy: soldBy[at] })) } },
    { frozen: { version: 3, lines: [] } },
  ]);
  await after.close();
  await fresh.drop();
});

test('O1: what belongs to an order is found by indexes, among however many orders', async () => {
  const fresh = await freshDatabase(inject('postgresUrl'));
  const { migrations } = orderService();
  const logger = createLogger('order', 'silent');
  const database = await openDatabase({ url: fresh.url, service: 'order', migrations, logger });
  const id = randomUUID();
  const plans = await database.transaction(async (tx) => {
    // A table that is empty is read as a whole, unless that is told to cost more than anything.
    await tx.query('set local enable_seqscan = off');
    const found: string[] = [];
    const explained = {
      async query<R>(sql: string, parameters?: unknown[]): Promise<R[]> {
        const rows: { 'QUERY PLAN': string }[] = await tx.query(`explain ${sql}`, parameters);
        found.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    await followOnsOf(explained, id);
    await announcedForExchange(explained, id);
    await lockExchangeOf(explained as typeof tx, id);
    return found;
  });
  expect(plans).toHaveLength(3);
  for (const plan of plans) {
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toContain('customer_order_exchange');
  }
  await database.close();
  await fresh.drop();
});

test('O3: orders of a store, sent alone or in part, are found by indexes among those of all stores', async () => {
  const fresh = await freshDatabase(inject('postgresUrl'));
  const { migrations } = orderService();
  const logger = createLogger('order', 'silent');
  const database = await openDatabase({ url: fresh.url, service: 'order', migrations, logger });
  await database.query(
    `insert into customer_order (id, number, access_token, status, delivery_method, language, cart_session_id, frozen, currency,
       total_minor, business_date, confirmed_at, location_id, preparations)
     select gen_random_uuid(), 'C-' || n, 't', 'confirmed', 'ship', 'fr', 'cart-' || n, '{"lines": []}', 'CAD', 1, '2026-11-24',
       now(), case n when 7 then 'here' else 'there-' || n % 50 end,
       case when n % 100 = 8 then jsonb_build_array(
         jsonb_build_object('locationId', 'there'), jsonb_build_object('locationId', case n when 8 then 'here' else 'far' end)) end
     from generate_series(1, 3000) n`,
  );
  await database.query('analyze customer_order');
  const plans: string[] = [];
  const explained = {
    async query<R>(sql: string, parameters?: unknown[]): Promise<R[]> {
      const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, parameters);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return [];
    },
  };
  for (const filter of [{ storeId: 'here' }, { locations: ['here', 'nowhere'] }]) {
    const found = await listOrders(database, filter, undefined, 50);
    expect(found.map(({ number }) => number).sort()).toEqual(['C-7', 'C-8']);
    await listOrders(explained, filter, undefined, 50);
  }
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toContain('customer_order_location');
    expect(plan).toContain('customer_order_split');
  }
  await database.close();
  await fresh.drop();
});

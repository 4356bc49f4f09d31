/** Needs PostgreSQL: what orders of an earlier release become. */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '@comptoir/service-kit/db/database';
import { createLogger } from '@comptoir/service-kit/logger';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { expect, inject, test } from 'vitest';
import { linesSaySoldBy, orderTables } from '../src/store/migrations.ts';

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

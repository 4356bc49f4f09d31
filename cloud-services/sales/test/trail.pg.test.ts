import { randomUUID } from 'node:crypto';
import type { PeriodClosedBody } from '@comptoir/sync-protocol/records/period-body';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let edge: Edge;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  edge = await enrolledEdge(house, '012');
});
afterAll(() => house?.close());

const closing = (
  period: PeriodClosedBody['period'],
  label: string,
  totalMinor: number,
): PeriodClosedBody => ({
  ...{ storeId: edge.storeId, period, label, saleCount: 1, totalMinor, returnCount: 0, returnTotalMinor: 0 },
  ...{ taxes: [], tenders: [], perpetualTotalMinor: 9_000 + totalMinor, perpetualReturnMinor: 0 },
});
const list = async (path: string) => (await house.call('GET', `/api/v1/sales/${path}`)).body;

test('E5: closings are kept as they were signed, once however often they come, and read by period', async () => {
  const day = closing('day', '2026-11-24', 1_000);
  edge.append('period.closed', day, { at: '2026-11-25T05:00:00.000Z', businessDate: '2026-11-25' });
  edge.append('period.closed', closing('month', '2026-11', 5_000), { at: '2026-12-01T05:00:00.000Z' });
  expect((await edge.send(0)).status).toBe(200);
  expect((await edge.send(0)).status).toBe(200);
  expect((await list(`closings?storeId=${edge.storeId}`)).items).toMatchObject([
    { kind: 'period.closed', body: day },
  ]);
  expect((await list('closings?period=month')).items).toHaveLength(1);
  expect((await list('closings?period=year')).items).toEqual([]);
});

test('E11: head office reads who did what, page by page; what a sale did by itself is not on it', async () => {
  const by = { register: '1', actor: 'u-camille' };
  const approvalId = randomUUID();
  const leave = {
    approvalId,
    permission: 'paid-out',
    approvedBy: 'u-martin',
    cashierId: 'u-camille',
    amountMinor: 900,
  };
  edge.append('access.approved', leave, { ...by, at: '2026-11-26T15:00:00.000Z' });
  edge.append('drawer.opened', { reason: 'no-sale' }, { ...by, at: '2026-11-26T15:01:00.000Z' });
  edge.append(
    'drawer.opened',
    { reason: 'sale', saleId: randomUUID() },
    { ...by, at: '2026-11-26T15:02:00.000Z' },
  );
  expect((await edge.send(0)).status).toBe(200);
  const first = await list('trail?actor=u-camille&limit=1');
  expect(first.items).toMatchObject([{ kind: 'drawer.opened', register: '1', body: { reason: 'no-sale' } }]);
  const second = await list(`trail?actor=u-camille&limit=1&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ items: [{ kind: 'access.approved', body: leave }], nextCursor: null });
  expect((await list('trail?kind=cash.moved')).items).toEqual([]);
  const acts = await house.rows<{ data: unknown }>(
    "select data from outbox where type = 'act.recorded' order by data ->> 'at'",
  );
  const camille = { storeId: edge.storeId, cashierId: 'u-camille' };
  expect(acts.map(({ data }) => data)).toMatchObject([
    { ...camille, kind: 'approval', reason: 'paid-out', approvedBy: 'u-martin', amountMinor: 900 },
    { ...camille, kind: 'no-sale' },
  ]);
});

test('R2: the Zs of registers and what was counted are told to Reporting, and the sums of sales by day and store', async () => {
  const shift = {
    shiftId: randomUUID(),
    ...{ cashierId: 'u-camille', countedMinor: 9_995, expectedMinor: 10_000, overShortMinor: -5 },
    z: {
      ...{ zNumber: 12, saleCount: 3, totalMinor: 10_000, taxes: [], tenders: [] },
      ...{ returnCount: 1, returnTotalMinor: 500, perpetualTotalMinor: 90_000 },
    },
  };
  edge.append('shift.closed', shift, {
    at: '2026-11-27T22:00:00.000Z',
    businessDate: '2026-11-27',
    register: '1',
  });
  expect((await edge.send(0)).status).toBe(200);
  const days = 'from=2026-11-27&to=2026-11-27';
  expect((await house.call('GET', `/internal/sales/closings?${days}`)).body.items).toEqual([
    {
      ...{
        storeId: edge.storeId,
        register: '1',
        registerId: expect.any(String),
        businessDate: '2026-11-27',
        at: '2026-11-27T22:00:00.000Z',
      },
      ...{ zNumber: 12, sales: 3, totalMinor: 10_000, returns: 1, returnedMinor: 500, overShortMinor: -5 },
      perpetualTotalMinor: 90_000,
    },
  ]);
  expect((await house.call('GET', `/internal/sales/totals?${days}`)).body.items).toEqual([]);
  const counted = await house.rows<{ data: unknown }>("select data from outbox where type = 'till.counted'");
  expect(counted.map(({ data }) => data)).toMatchObject([
    { storeId: edge.storeId, cashierId: 'u-camille', businessDate: '2026-11-27', differenceMinor: -5 },
  ]);
});

import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { Edge } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let edge: Edge;
const shortPaid = [{ kind: 'cash', amountMinor: 1, receivedMinor: 1, changeMinor: 0 }];

beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), `${inject('redisUrl')}/4`);
});
afterAll(() => house?.close());

const open = async (state = 'fault') =>
  (await house.call('GET', `/api/v1/sales/quarantine?state=${state}&limit=200`)).body.items.filter(
    ({ journal }: { journal: string }) => journal === edge.journal,
  );
const decide = (seq: number, body: object) =>
  house.call('POST', `/api/v1/sales/quarantine/${edge.journal}/${seq}/decision`, body);
const sold = async () =>
  (await house.call('GET', `/api/v1/sales/history?storeId=${edge.storeId}`)).body.items.length;
const told = async (saleId: string) =>
  (await house.rows(`select type from outbox where data->>'saleId' = $1`, [saleId])).map(({ type }) => type);
const record = async (seq: number) =>
  house.rows('select header, body, personal, hash from record where journal = $1 and seq = $2', [
    edge.journal,
    seq,
  ]);

test('S1: a sale that does not add up is accepted by a person, with a word why, counted once, and its record stays as it was signed', async () => {
  edge = await enrolledEdge(house, '021');
  const sale = edge.appendSale((body) => ({ ...body, tenders: shortPaid }));
  edge.appendSale();
  expect((await edge.send(0)).status).toBe(200);
  expect(await open()).toMatchObject(
    [{ seq: 2, rule: 'totals', storeId: edge.storeId, receiptNumber: /.+-000001/ }].map((one) => ({
      ...one,
      receiptNumber: expect.stringMatching(one.receiptNumber),
    })),
  );
  const before = await record(2);
  expect((await decide(2, { decision: 'replay' })).body).toEqual({
    state: 'open',
    reason: 'totals: tenders are 1, total and rounding 2875',
  });
  expect(await sold()).toBe(1);
  expect((await decide(2, { decision: 'accept' })).status).toBe(400);
  expect((await decide(2, { decision: 'accept', note: 'Compté avec le gérant' })).body).toEqual({
    state: 'projected',
    reason: null,
  });
  expect(await sold()).toBe(2);
  expect(await told(sale.saleId)).toEqual(['sale.recorded']);
  expect(await record(2)).toEqual(before);
  expect(await open()).toEqual([]);
  expect((await decide(2, { decision: 'accept', note: 'encore' })).status).toBe(404);
  expect((await house.call('POST', '/api/v1/sales/quarantine/replay')).body.projected).toBe(0);
  expect(await told(sale.saleId)).toEqual(['sale.recorded']);
});

test('S1: what cannot be read is never waived; dismissed with a reason it is counted nowhere and kept', async () => {
  edge = await enrolledEdge(house, '022');
  edge.append('sale', { nonsense: true }, { register: '1', number: '022-1-K7QF-000001' });
  expect((await edge.send(0)).status).toBe(200);
  expect(await decide(2, { decision: 'accept', note: 'non' })).toMatchObject({
    status: 422,
    body: { type: '/problems/not-waivable' },
  });
  expect((await decide(2, { decision: 'dismiss', note: 'Essai du technicien' })).body.state).toBe(
    'dismissed',
  );
  expect(await open()).toEqual([]);
  expect(await record(2)).toHaveLength(1);
  const [kept] = await house.rows('select resolution, note, resolved_by from quarantine where journal = $1', [
    edge.journal,
  ]);
  expect(kept).toMatchObject({
    resolution: 'dismissed',
    note: 'Essai du technicien',
    resolved_by: expect.any(String),
  });
});

test('S1 S9: an unknown kind waits without an alarm, and is projected by the Sales that knows it, once, though two start at once', async () => {
  edge = await enrolledEdge(house, '023');
  const sale = edge.appendSale();
  edge.append('horoscope.read', { sign: 'leo' });
  expect((await edge.send(0)).status).toBe(200);
  expect(await open()).toEqual([]);
  expect(await open('waiting')).toMatchObject([{ seq: 3, rule: 'unknown-kind', kind: 'horoscope.read' }]);
  // As a Sales that knew no sales yet would have left it.
  for (const table of ['sale', 'sale_line', 'sale_tender', 'sale_tax'])
    await house.rows(`delete from ${table} where sale_id = $1`, [sale.saleId]);
  await house.rows(`delete from outbox where data->>'saleId' = $1`, [sale.saleId]);
  await house.rows(
    `insert into quarantine (journal, seq, record_id, store_id, kind, rule, reason, at)
     select journal, seq, id, $2, kind, 'unknown-kind', 'unknown-kind: sale, version 1', received_at from record where journal = $1 and seq = 2`,
    [edge.journal, edge.storeId],
  );
  await Promise.all([house.another(), house.another()]);
  await vi.waitFor(async () => expect(await sold()).toBe(1), 20_000);
  await vi.waitFor(async () => expect(await open('waiting')).toMatchObject([{ seq: 3 }]), 20_000);
  expect(await told(sale.saleId)).toEqual(['sale.recorded']);
});

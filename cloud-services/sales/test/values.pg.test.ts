import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import { valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import { readAllowance } from '@comptoir/sync-protocol/records/allowance';
import type { ValueIssuedBody } from '@comptoir/sync-protocol/records/value-body';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Edge, type Json } from './support/edge.ts';
import { enrolledEdge } from './support/enrolled.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
let montreal: Edge;
let laval: Edge;
beforeAll(async () => {
  house = await openHouse(inject('postgresUrl'), inject('redisUrl'));
  montreal = await enrolledEdge(house, '012');
  laval = await enrolledEdge(house, '013');
});
afterAll(() => house?.close());

const sent = new Map<Edge, number>();
async function deliver(edge: Edge) {
  expect((await edge.send(sent.get(edge) ?? 0)).status).toBe(200);
  sent.set(edge, edge.records.length);
}
async function ask(edge: Edge, method: string, path: string, body: object) {
  const answer = await fetch(`${house.address}/api/v1/sync/values/${path}`, {
    method,
    headers: { authorization: `Bearer ${edge.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}
const spend = (edge: Edge, codeHash: string, amountMinor: number, spendId: string = randomUUID()) =>
  ask(edge, 'PUT', `spends/${spendId}`, { codeHash, amountMinor, saleId: randomUUID() });
const balance = async (edge: Edge, codeHash: string) =>
  (await ask(edge, 'POST', 'find', { codeHash })).body.balanceMinor;

/** A card that Montréal sold. */
async function issued(amountMinor: number): Promise<ValueIssuedBody> {
  const code = valueCodeOf(randomBytes(9));
  const body: ValueIssuedBody = {
    ...{ valueId: randomUUID(), storeId: montreal.storeId, kind: 'gift-card', last4: code.slice(-4) },
    codeHash: createHash('sha256').update(code).digest('hex'),
    ...{ currency: 'CAD', amountMinor, saleId: randomUUID(), lineId: 'l1' },
  };
  montreal.append('value.issued', body, { register: '1', actor: 'u-1' });
  await deliver(montreal);
  return body;
}
/** Its sale, as the journal tells it. */
const paidWith = (
  edge: Edge,
  card: ValueIssuedBody,
  spendId: string,
  amountMinor: number,
  by = 'head-office',
) =>
  edge.appendSale((body) => ({
    ...body,
    tenders: [
      {
        ...{ kind: 'gift-card', amountMinor, valueId: card.valueId, last4: card.last4, spendId },
        authorisedBy: by,
      },
      { kind: 'cheque', amountMinor: body.priced.totalMinor - amountMinor },
    ],
    cashRoundingMinor: 0,
  }));

test('E2: a card sold at one store is spent at another in parts; the same call again, and the sale’s record, take nothing more', async () => {
  const card = await issued(5_000);
  const spendId = randomUUID();
  expect(await spend(laval, card.codeHash, 2_000, spendId)).toMatchObject({
    status: 200,
    body: { balanceMinor: 3_000 },
  });
  expect(await spend(laval, card.codeHash, 2_000, spendId)).toMatchObject({
    status: 200,
    body: { balanceMinor: 3_000 },
  });
  paidWith(laval, card, spendId, 2_000);
  await deliver(laval);
  expect(await balance(montreal, card.codeHash)).toBe(3_000);
  const { body } = await house.call('GET', `/api/v1/sales/values/${card.valueId}`);
  expect(body).toMatchObject({
    ...{ kind: 'gift-card', last4: card.last4, balance: { amountMinor: 3_000, currency: 'CAD' } },
    entries: [
      { kind: 'spent', amount: { amountMinor: -2_000 }, state: 'done', storeId: laval.storeId },
      { kind: 'issued', amount: { amountMinor: 5_000 }, state: 'done' },
    ],
  });
});

test('E2: of many tills that spend the last of one card at once, one is paid', async () => {
  const card = await issued(1_000);
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, at) => spend(at % 2 ? laval : montreal, card.codeHash, 1_000)),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
    type: '/problems/not-enough-value',
    balanceMinor: 0,
  });
});

test('E2: what is let go is on the card again, and a payment that was let go before it came is not taken', async () => {
  const card = await issued(1_000);
  const [taken, late] = [randomUUID(), randomUUID()];
  await spend(montreal, card.codeHash, 600, taken);
  const release = (spendId: string) =>
    ask(montreal, 'POST', `spends/${spendId}/release`, { codeHash: card.codeHash });
  expect(await release(taken)).toMatchObject({ status: 200, body: { balanceMinor: 1_000 } });
  expect(await release(late)).toMatchObject({ status: 200, body: { balanceMinor: 1_000 } });
  expect(await spend(montreal, card.codeHash, 600, late)).toMatchObject({
    status: 409,
    body: { type: '/problems/spend-released' },
  });
});

test('E2: what a store held and never came back for is on the card again after ten days; should its sale come then, it counts', async () => {
  const card = await issued(1_000);
  const [forgotten, fresh] = [randomUUID(), randomUUID()];
  await spend(laval, card.codeHash, 600, forgotten);
  await spend(laval, card.codeHash, 100, fresh);
  await house.rows("update value_entry set at = now() - interval '10 days 1 minute' where entry_id = $1", [
    forgotten,
  ]);
  const started = await house.another();
  await expect.poll(() => balance(montreal, card.codeHash), { timeout: 20_000 }).toBe(900);
  await started.close();
  await spend(montreal, card.codeHash, 900);
  paidWith(laval, card, forgotten, 600);
  await deliver(laval);
  expect(await balance(montreal, card.codeHash)).toBe(-600);
});

test('E2: two stores that were cut off and spent the same card: both stand, and head office sees less than nothing', async () => {
  const card = await issued(1_500);
  paidWith(montreal, card, randomUUID(), 1_000, 'allowance');
  paidWith(laval, card, randomUUID(), 1_000, 'allowance');
  await deliver(montreal);
  await deliver(laval);
  const { body } = await house.call('GET', `/api/v1/sales/values?last4=${card.last4}`);
  expect(body.items).toMatchObject([{ valueId: card.valueId, balance: { amountMinor: -500 } }]);
});

test('E2: head office blocks a card, and no store can spend it', async () => {
  const card = await issued(1_000);
  const path = `/api/v1/sales/values/${card.valueId}/blocked`;
  expect(await house.call('PUT', path, { isBlocked: true })).toMatchObject({
    status: 200,
    body: { isBlocked: true },
  });
  expect(await spend(laval, card.codeHash, 100)).toMatchObject({
    status: 409,
    body: { type: '/problems/value-blocked' },
  });
  const told = await house.rows<{ value: object }>(
    `select value from feed_row where feed = 'allowances-value' and key = $1`,
    [`card/${card.codeHash}`],
  );
  expect(told).toMatchObject([{ value: { balanceMinor: 1_000, isBlocked: true } }]);
});

test('E2: each store holds an allowance of its own, signed by head office, that ends', async () => {
  const rows = await house.rows<{ scope: string; value: { token: string } }>(
    `select scope, value from feed_row where feed = 'allowances-value' and key = $1`,
    [`allowance/${laval.storeId}`],
  );
  const { body: asked } = await house.call('POST', '/api/v1/sales/enrolment-codes', {
    storeId: laval.storeId,
  });
  const { body: enrolled } = await new Edge(house.address, laval.storeId).enrol(asked.code);
  const key = fromBase64(enrolled.cloudPublicKey) ?? new Uint8Array();
  expect(rows.map(({ scope }) => scope)).toEqual([laval.storeId]);
  const held = readAllowance(rows[0]?.value.token ?? '', key);
  expect(held).toMatchObject({ storeId: laval.storeId, amountMinor: 20_000 });
});

test('E2: what a till puts on a card is on it once, at every store', async () => {
  const card = await issued(1_000);
  const load = (valueId: string, last4: string) => ({
    ...{ loadId: randomUUID(), valueId, last4, storeId: laval.storeId, currency: 'CAD', amountMinor: 2_500 },
    ...{ saleId: randomUUID(), lineId: 'l1' },
  });
  const told = load(card.valueId, card.last4);
  for (const _ of [1, 2]) laval.append('value.loaded', told, { register: '1', actor: 'u-1' });
  await deliver(laval);
  expect(await balance(montreal, card.codeHash)).toBe(3_500);
  const { body } = await house.call('GET', `/api/v1/sales/values/${card.valueId}`);
  expect(body.entries.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['issued', 'loaded']);
});

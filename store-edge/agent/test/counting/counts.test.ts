import { randomUUID } from 'node:crypto';
import type { CountCommittedBody } from '@comptoir/sync-protocol/records/kinds';
import { bodyOf } from '@comptoir/sync-protocol/records/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CompareAnswer, documentId } from '../../src/back-office/api.ts';
import { saleOf } from '../support/sale.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { writeFeedRows } from '../support/store.ts';
import { Tablet } from './tablets.ts';

let shop: Shop;
let camille: Tablet;
let martin: Tablet;
let countId: string;
const zones = [
  { zoneId: 'allee-1', name: 'Allée 1' },
  { zoneId: 'reserve', name: 'Réserve' },
];

beforeEach(async () => {
  shop = await openShop();
  receive('lamp', '10');
  receive('mug', '4');
  camille = await Tablet.signIn(shop.base, 'u-camille', '1234');
  martin = await Tablet.signIn(shop.base, 'u-martin', '9876');
  countId = randomUUID();
  const opened = await martin.call('POST', '/counts', { countId, name: 'Allées', zones });
  expect(opened).toMatchObject({ status: 201, body: { countId, state: 'open', openCount: 0 } });
});
afterEach(() => shop.close());

function receive(productId: string, quantity: string): void {
  const movement = {
    movementId: randomUUID(),
    productId,
    quantity,
    reason: 'receipt',
    at: '2026-01-01T08:00:00.000Z',
  };
  writeFeedRows(shop.dataDir, [
    { feed: 'stock-here', key: `movement/${movement.movementId}`, value: movement },
  ]);
}
const compare = async () =>
  (await martin.call('GET', `/counts/${countId}/compare`)).body as unknown as CompareAnswer;
const row = async (productId: string) => (await compare()).rows.find((one) => one.productId === productId);
const commit = (leaveOpen = false, commitId: string = randomUUID()) =>
  martin.call('POST', `/counts/${countId}/commit`, { commitId, leaveOpen });
const onHand = async (productId: string) => (await martin.call('GET', `/stock/${productId}`)).body.onHand;
const decide = async (productId: string, picked: string | null) => {
  const basis = (await row(productId))?.entries.map(({ revision }) => revision);
  return martin.call('POST', `/counts/${countId}/decisions`, { zoneId: 'allee-1', productId, picked, basis });
};
const records = () =>
  shop.agent.journal
    .recordsAfter(0, 100, 10_000_000)
    .filter(({ lines }) => JSON.parse(lines.header).kind === 'count.committed')
    .map(({ lines }): CountCommittedBody => bodyOf['count.committed'].parse(JSON.parse(lines.body)));

test('E10: two people disagree in a zone: told with who and what, nothing commits until the manager picks, and then the books follow', async () => {
  await camille.count(countId, 'lamp', '12');
  await martin.count(countId, 'lamp', '14', { countedAt: new Date(Date.now() + 1).toISOString() });
  for (const tablet of [camille, martin]) await tablet.push();
  const disagreeing = await row('lamp');
  expect(disagreeing).toMatchObject({ state: 'disagrees', system: '10', zoneName: 'Allée 1' });
  expect(disagreeing?.entries.map((entry) => [entry.counterName, entry.quantity, entry.difference])).toEqual([
    ['Camille', '12', '2'],
    ['Martin', '14', '4'],
  ]);
  expect(await commit()).toMatchObject({ status: 409, body: { type: '/problems/count-disagrees', open: 1 } });

  expect((await decide('lamp', disagreeing?.entries[1]?.revision ?? '')).status).toBe(204);
  expect(await row('lamp')).toMatchObject({ state: 'decided', picked: disagreeing?.entries[1]?.revision });
  expect(await commit()).toMatchObject({
    status: 200,
    body: { committed: 1, corrected: 1, leftOpen: 0, state: 'committed' },
  });
  expect(await onHand('lamp')).toBe('14');
  expect(records()).toMatchObject([
    {
      countId,
      committedBy: 'u-martin',
      lines: [
        {
          productId: 'lamp',
          countedQuantity: '14',
          expectedQuantity: '10',
          zones: [{ decidedBy: 'u-martin' }],
        },
      ],
      stock: [{ productId: 'lamp', quantity: '4' }],
    },
  ]);
});

test('E10: one person on two tablets makes a conflict within one document, and it is shown like any other', async () => {
  const second = await Tablet.signIn(shop.base, 'u-camille', '1234');
  await camille.count(countId, 'mug', '3');
  await second.count(countId, 'mug', '5');
  for (const tablet of [camille, second]) await tablet.push();
  expect((await row('mug'))?.entries.map(({ quantity }) => quantity).sort()).toEqual(['3', '5']);
  expect(await row('mug')).toMatchObject({ state: 'disagrees' });
});

test('E10: sales made while the count runs are accounted for, also between two people who count', async () => {
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  const sell = async () => expect((await till.call('POST', '/sales', saleOf({ shiftId }))).status).toBe(201);
  await camille.count(countId, 'lamp', '9');
  await camille.push();
  await sell();
  // One fewer on the shelf, and rightly so: no disagreement.
  await martin.count(countId, 'lamp', '8', { countedAt: new Date(Date.now() + 1).toISOString() });
  await martin.push();
  expect(await row('lamp')).toMatchObject({ state: 'agreed', system: '9' });
  await sell();
  expect(await commit()).toMatchObject({ status: 200, body: { corrected: 1 } });
  // Ten by the books, nine found, two sold.
  expect(await onHand('lamp')).toBe('7');
  expect(records()[0]?.stock).toMatchObject([{ productId: 'lamp', quantity: '-1' }]);
});

test('E10: zones add up; what agrees with the books corrects nothing', async () => {
  await camille.count(countId, 'lamp', '6');
  await martin.count(countId, 'lamp', '4', { zoneId: 'reserve' });
  await martin.count(countId, 'mug', '4');
  for (const tablet of [camille, martin]) await tablet.push();
  expect(await row('lamp')).toMatchObject({ state: 'agreed', otherZones: '4' });
  expect(await commit()).toMatchObject({ body: { committed: 2, corrected: 0 } });
  expect(records()[0]?.stock).toEqual([]);
  expect(await onHand('lamp')).toBe('10');
});

test('E10: the rest can be committed; what disagrees stays, and follows', async () => {
  await camille.count(countId, 'mug', '5');
  await camille.count(countId, 'lamp', '9');
  await martin.count(countId, 'lamp', '8');
  for (const tablet of [camille, martin]) await tablet.push();
  expect(await commit(true)).toMatchObject({ body: { committed: 1, leftOpen: 1, state: 'open' } });
  expect(await onHand('mug')).toBe('5');
  expect(await onHand('lamp')).toBe('10');
  const hers = (await row('lamp'))?.entries.find(({ counterName }) => counterName === 'Camille');
  await decide('lamp', hers?.revision ?? '');
  expect(await commit()).toMatchObject({ body: { committed: 1, leftOpen: 0, state: 'committed' } });
  expect(await onHand('lamp')).toBe('9');
  expect(await onHand('mug')).toBe('5');
});

test('E10: a recount silences what was there, and what is counted then stands', async () => {
  await camille.count(countId, 'lamp', '9');
  await martin.count(countId, 'lamp', '8');
  for (const tablet of [camille, martin]) await tablet.push();
  expect((await decide('lamp', null)).status).toBe(204);
  expect(await row('lamp')).toMatchObject({ state: 'recount' });
  expect((await commit()).status).toBe(409);
  await camille.pull();
  await camille.count(countId, 'lamp', '11');
  await camille.push();
  expect(await row('lamp')).toMatchObject({ state: 'agreed', entries: [{ quantity: '11' }] });
  expect(await commit()).toMatchObject({ body: { committed: 1 } });
  expect(await onHand('lamp')).toBe('11');
});

test('E10: a decision is about what was seen: a count that came meanwhile asks for another', async () => {
  await camille.count(countId, 'lamp', '9');
  await martin.count(countId, 'lamp', '8');
  for (const tablet of [camille, martin]) await tablet.push();
  const seen = (await row('lamp'))?.entries.map(({ revision }) => revision) ?? [];
  await camille.count(countId, 'lamp', '10');
  await camille.push();
  const late = { zoneId: 'allee-1', productId: 'lamp', picked: seen[0], basis: seen };
  expect(await martin.call('POST', `/counts/${countId}/decisions`, late)).toMatchObject({
    status: 409,
    body: { type: '/problems/count-moved-on' },
  });
});

test('S2: the same commit twice moves the stock once, with the same answer; also after a restart', async () => {
  await camille.count(countId, 'mug', '7');
  await camille.push();
  const commitId = randomUUID();
  const first = await commit(false, commitId);
  expect((await commit(false, commitId)).body).toEqual(first.body);
  shop = await shop.restart();
  martin = await Tablet.signIn(shop.base, 'u-martin', '9876');
  expect((await commit(false, commitId)).body).toEqual(first.body);
  expect(await onHand('mug')).toBe('7');
  expect(records()).toHaveLength(1);
});

test('E10: counters do not see what the books expect, and only a manager compares, decides and commits', async () => {
  await martin.count(countId, 'lamp', '8');
  await martin.push();
  for (const [method, path, body] of [
    ['GET', `/counts/${countId}/compare`, undefined],
    ['POST', `/counts/${countId}/commit`, { commitId: randomUUID(), leaveOpen: true }],
    ['POST', '/counts', { countId: randomUUID(), name: 'x', zones }],
  ] as const)
    expect(await camille.call(method, path, body)).toMatchObject({
      status: 403,
      body: { type: '/problems/not-allowed' },
    });
  await camille.pull();
  const told = await camille.local.get(documentId.count(countId));
  expect(told).toMatchObject({ name: 'Allées', state: 'open', openedByName: 'Martin' });
  expect(Object.keys(told)).not.toContain('system');
});

test('E10: a tablet whose clock is a day off counts against the books of a moment that can be', async () => {
  await camille.count(countId, 'mug', '5', { countedAt: new Date(Date.now() + 86_400_000).toISOString() });
  await camille.count(countId, 'lamp', '9', { countedAt: new Date(Date.now() - 86_400_000).toISOString() });
  await camille.push();
  expect(await commit()).toMatchObject({ body: { committed: 2, corrected: 2 } });
  expect([await onHand('mug'), await onHand('lamp')]).toEqual(['5', '9']);
});

test('E10: a count of 1 200 products is several records, none too big for a batch', async () => {
  for (let at = 0; at < 1_200; at += 1) await camille.count(countId, `p-${at}`, '1');
  await camille.push();
  expect(await commit()).toMatchObject({ body: { committed: 1_200, corrected: 1_200 } });
  expect(records().map(({ part, parts, lines }) => [part, parts, lines.length])).toEqual([
    [1, 3, 500],
    [2, 3, 500],
    [3, 3, 200],
  ]);
}, 60_000);

test('E10: what differs is reported in money, at what it cost where that is known, else at its price', async () => {
  await martin.call('POST', '/deliveries/receipts', {
    actId: randomUUID(),
    lines: [{ productId: 'lamp', received: '2', unitCostMinor: 2_100 }],
  });
  await martin.count(countId, 'lamp', '11');
  await martin.count(countId, 'mug', '6');
  await martin.push();
  expect((await commit()).status).toBe(200);
  expect((await martin.call('GET', `/counts/${countId}/variance`)).body).toMatchObject({
    lines: [
      {
        productId: 'mug',
        expected: '4',
        counted: '6',
        difference: '2',
        valuedBy: 'price',
        valueMinor: 2_598,
      },
      {
        productId: 'lamp',
        expected: '12',
        counted: '11',
        difference: '-1',
        valuedBy: 'cost',
        valueMinor: -2_100,
      },
    ],
    overMinor: 2_598,
    shortMinor: -2_100,
  });
});

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CountCommittedBody } from '@comptoir/sync-protocol/records/kinds';
import { bodyOf } from '@comptoir/sync-protocol/records/kinds';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CompareAnswer,
  type CountDocument,
  type CycleAnswer,
  documentId,
} from '../../src/back-office/api.ts';
import { saleOf } from '../support/sale.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { eraseFeedRow, writeFeedRows } from '../support/store.ts';
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
const definitionOn = async (tablet: Tablet): Promise<CountDocument> => {
  await tablet.pull();
  return (await tablet.local.get(documentId.count(countId))) as unknown as CountDocument;
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

test('E10: why it differs is on record, tells the ledger, and is said in the report; what is lost is not found too much', async () => {
  await camille.count(countId, 'lamp', '8');
  await camille.count(countId, 'mug', '6');
  await camille.push();
  const commitWith = (reasons: object) =>
    martin.call('POST', `/counts/${countId}/commit`, { commitId: randomUUID(), leaveOpen: false, reasons });
  expect(await commitWith({ mug: 'theft' })).toMatchObject({
    status: 422,
    body: { type: '/problems/reason-of-a-loss', productId: 'mug' },
  });
  expect(await commitWith({ lamp: 'theft' })).toMatchObject({ status: 200, body: { corrected: 2 } });
  expect(
    records()[0]
      ?.lines.map(({ productId, reason }) => [productId, reason])
      .sort(),
  ).toEqual([
    ['lamp', 'theft'],
    ['mug', 'unexplained'],
  ]);
  const variance = (await martin.call('GET', `/counts/${countId}/variance`)).body;
  expect(variance.lines).toMatchObject([
    { productId: 'lamp', reason: 'theft' },
    { productId: 'mug', reason: 'unexplained' },
  ]);
  const reasonOf = async (productId: string) =>
    (await martin.call('GET', `/stock/${productId}/movements`)).body.items;
  expect(await reasonOf('lamp')).toMatchObject([{ reason: 'theft', quantity: '-2' }]);
  expect(await reasonOf('mug')).toMatchObject([{ reason: 'count-correction', quantity: '2' }]);
});

test('E10: a full count says what nobody has found; at approval that is left, or is not there', async () => {
  const full = randomUUID();
  await martin.call('POST', '/counts', { countId: full, name: 'Inventaire', zones, scope: 'full' });
  await camille.count(full, 'lamp', '10');
  await camille.push();
  const uncounted = async () => (await martin.call('GET', `/counts/${full}/uncounted`)).body;
  expect(await uncounted()).toMatchObject({ total: 1, items: [{ productId: 'mug', onHand: '4' }] });
  const request = { commitId: randomUUID(), leaveOpen: false, uncounted: 'zero' };
  expect(await martin.call('POST', `/counts/${full}/commit`, request)).toMatchObject({
    body: { committed: 2, corrected: 1, state: 'committed' },
  });
  expect([await onHand('lamp'), await onHand('mug')]).toEqual(['10', '0']);
  expect(await uncounted()).toMatchObject({ total: 0 });
});

test('E10: what sells most is due first; what was counted today, or is being counted, is not proposed again', async () => {
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  expect((await till.call('POST', '/sales', saleOf({ shiftId }))).status).toBe(201);
  const cycle = async () => (await martin.call('GET', '/counts/cycle')).body as unknown as CycleAnswer;
  const first = await cycle();
  expect(first.classes.map(({ abc, products, everyDays }) => [abc, products, everyDays])).toEqual([
    ['A', 1, 30],
    ['B', 0, 90],
    ['C', expect.any(Number), 180],
  ]);
  expect(first.today[0]).toMatchObject({ productId: 'lamp', abc: 'A', countedAt: null });
  const turn = randomUUID();
  const opened = { countId: turn, name: 'Cycle', zones, scope: 'cycle', productIds: ['lamp'] };
  expect(await martin.call('POST', '/counts', { ...opened, productIds: [] })).toMatchObject({
    status: 422,
    body: { type: '/problems/cycle-names-products' },
  });
  expect((await martin.call('POST', '/counts', opened)).status).toBe(201);
  const proposed = async () => (await cycle()).today.map(({ productId }) => productId);
  expect(await proposed()).not.toContain('lamp');
  expect((await martin.call('GET', `/counts/${turn}/uncounted`)).body).toMatchObject({ total: 1 });
  await camille.count(turn, 'lamp', '9');
  await camille.push();
  await martin.call('POST', `/counts/${turn}/commit`, { commitId: randomUUID(), leaveOpen: false });
  expect(await proposed()).not.toContain('lamp');
  expect((await cycle()).classes[0]).toMatchObject({ abc: 'A', due: 0 });
});

test('E10: what was counted of an article that has left the catalogue keeps its name, and corrects the books', async () => {
  await camille.count(countId, 'mug', '3');
  await camille.push();
  eraseFeedRow(shop.dataDir, 'catalogue', 'product/mug', 'kept');
  expect(await row('mug')).toMatchObject({ isDeleted: true, name: { fr: 'Tasse émaillée' }, sku: 'MUG' });
  expect(await commit()).toMatchObject({ status: 200, body: { committed: 1, corrected: 1 } });
  expect(records()[0]?.stock).toMatchObject([{ productId: 'mug', quantity: '-1' }]);
  expect((await martin.call('GET', `/counts/${countId}/variance`)).body.lines).toMatchObject([
    { productId: 'mug', name: { fr: 'Tasse émaillée' }, difference: '-1' },
  ]);
});

test('E10: a tablet that is lost in mid-count is gone on with on another; what turns up later is shown beside it', async () => {
  await camille.count(countId, 'lamp', '7');
  await camille.push();
  // Counted, and not handed over before it was lost.
  await camille.count(countId, 'mug', '3');
  const other = await Tablet.signIn(shop.base, 'u-camille', '1234');
  await other.pull();
  expect(
    await other.local.get(
      documentId.line({ countId, zoneId: 'allee-1', productId: 'lamp', counterId: 'u-camille' }),
    ),
  ).toMatchObject({
    quantity: '7',
  });
  await other.count(countId, 'lamp', '10');
  await other.count(countId, 'mug', '4');
  await other.push();
  expect(await row('lamp')).toMatchObject({ state: 'agreed', entries: [{ quantity: '10' }] });
  await camille.push();
  expect((await row('mug'))?.entries.map(({ quantity }) => quantity).sort()).toEqual(['3', '4']);
});

test('E10 E13: a store restored from before the count was opened gets it back from a tablet, with the moment at which it began', async () => {
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  const definition = await definitionOn(camille);
  // A millisecond before the sale, at least.
  await camille.count(countId, 'lamp', '9', { countedAt: new Date(Date.now() - 1).toISOString() });
  expect((await till.call('POST', '/sales', saleOf({ shiftId }))).status).toBe(201);
  // The backup was made before.
  shop = await shop.restart({}, () => {
    const db = new Database(join(shop.dataDir, 'journal.db'));
    db.prepare('delete from stock_count').run();
    db.close();
    rmSync(join(shop.dataDir, 'counting.db'));
  });
  shop.agent.journal.openNew('rolled-back');
  const again = await Tablet.signIn(shop.base, 'u-martin', '9876');
  expect((await again.call('GET', `/counts/${countId}/compare`)).status).toBe(404);
  const { name, openedAt, scope, isBlind, productIds } = definition;
  const reopened = { countId, name, zones, openedAt, scope, isBlind, productIds };
  expect(await again.call('POST', '/counts', reopened)).toMatchObject({ status: 201, body: { openedAt } });
  await camille.signInAgain(shop.base, 'u-camille', '1234');
  await camille.push();
  martin = again;
  // Ten by the books, one sold since nine were counted.
  expect(await row('lamp')).toMatchObject({
    state: 'agreed',
    entries: [{ quantity: '9', difference: '-1' }],
  });
  expect(await commit()).toMatchObject({ body: { committed: 1, corrected: 1 } });
  expect(await onHand('lamp')).toBe('8');
});

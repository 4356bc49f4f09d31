import { randomBytes, randomUUID } from 'node:crypto';
import { type Promotion, singleUseCodeOf } from '@comptoir/pricing';
import { parseValueCode, valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import { signAllowance } from '@comptoir/sync-protocol/records/allowance';
import { valueIssuedBody, valueLoadedBody } from '@comptoir/sync-protocol/records/value-body';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HeadOfficeAnswer } from '../src/sync-port.ts';
import { hashOfCode } from '../src/values/value-codes.ts';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { cloudSecretKey, cutOff } from './support/offline.ts';
import { cash, saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { rules, STORE_ID, writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

/** What head office answers, and what it was asked. */
let answer: (method: string, path: string) => HeadOfficeAnswer;
const asked: string[] = [];
const silent = (): HeadOfficeAnswer => ({ is: 'no-answer' });

let shop: Shop;
let till: Till;
let printer: Simulator;
let shiftId: string;
let online = (): void => undefined;
beforeAll(async () => {
  printer = await simulatedPrinter();
  shop = await openShop({
    at: { printer: printer.address },
    startSync: (parts) => ({
      ...cutOff(parts),
      askHeadOffice: async (method, path) => {
        asked.push(`${method} ${path}`);
        return answer(method, path);
      },
      onChange: (listener) => {
        const before = online;
        online = () => {
          before();
          listener();
        };
        return () => undefined;
      },
    }),
  });
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(async () => {
  await shop.close();
  await printer.close();
});
beforeEach(async () => {
  answer = silent;
  await till.logIn();
});

function allow(amountMinor: number, expiresAt = '2099-01-01T00:00:00.000Z') {
  const allowanceId = randomUUID();
  const given = { allowanceId, storeId: STORE_ID, currency: 'CAD' as const, amountMinor, expiresAt };
  const value = { token: signAllowance(given, cloudSecretKey) };
  writeFeedRows(shop.dataDir, [{ feed: 'allowances-value', key: `allowance/${STORE_ID}`, value }]);
}
/** A card of the chain, as head office told of it. */
function cardWith(balanceMinor: number, isBlocked = false) {
  const code = valueCodeOf(randomBytes(9));
  const valueId = randomUUID();
  const value = {
    valueId,
    kind: 'gift-card',
    last4: code.slice(-4),
    currency: 'CAD',
    balanceMinor,
    isBlocked,
  };
  writeFeedRows(shop.dataDir, [{ feed: 'allowances-value', key: `card/${hashOfCode(code)}`, value }]);
  return { code, valueId };
}
const spend = (
  code: string,
  amountMinor: number,
  saleId: string = randomUUID(),
  spendId: string = randomUUID(),
) => till.call('POST', '/values/spends', { spendId, code, amountMinor, saleId });
const find = (code: string) => till.call('POST', '/values/find', { code });
const sell = (body: object) => till.call('POST', '/sales', body);
const issuedRecords = () =>
  shop.agent.journal
    .recordsAfter(0, 10_000, 1e9)
    .filter(({ lines }) => lines.header.includes('"kind":"value.issued"'))
    .map(({ lines }) => valueIssuedBody.parse(JSON.parse(lines.body)));
async function papers(): Promise<string[]> {
  const listed = JSON.parse(await printer.text('/receipts')) as { number: number }[];
  return Promise.all(listed.map(({ number }) => printer.text(`/receipts/${number}.txt`)));
}
const codeOn = (paper: string): string | null =>
  parseValueCode(/V[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? '');

test('E2: gift cards are sold like any article, without tax, and hold their price once it is paid; each has its slip with its code, once', async () => {
  allow(100_000);
  const sale = saleOf({ shiftId, items: [['card25', '2']] });
  expect(sale.priced.totalMinor).toBe(5_000);
  expect((await sell(sale)).status).toBe(201);
  expect((await sell(sale)).status).toBe(200);
  const records = issuedRecords().filter(({ saleId }) => saleId === sale.saleId);
  expect(records).toMatchObject([{ amountMinor: 2_500 }, { amountMinor: 2_500 }]);
  const slips = await until('both slips are printed', async () => {
    const found = (await papers()).filter((text) => text.includes('Carte-cadeau') && codeOn(text) !== null);
    return found.length >= 2 && found;
  });
  expect(slips).toHaveLength(2);
  const codes = slips.map((text) => codeOn(text) ?? '');
  expect(codes.map(hashOfCode).sort()).toEqual(records.map(({ codeHash }) => codeHash).sort());
  expect(await find(codes[0] ?? '')).toMatchObject({
    status: 200,
    body: { balanceMinor: 2_500, known: 'here' },
  });
});

test('E2: on line head office takes it off, once; the sale stands with it, and only for what was taken off', async () => {
  const { code, valueId } = cardWith(0);
  const told = {
    valueId,
    kind: 'gift-card',
    last4: code.slice(-4),
    currency: 'CAD',
    balanceMinor: 1_000,
    isBlocked: false,
  };
  answer = () => ({ is: 'ok', body: told });
  const sale = saleOf({ shiftId, items: [['bread', '2']] });
  const first = await spend(code, 1_000, sale.saleId);
  expect(first).toMatchObject({ status: 200, body: { amountMinor: 1_000, authorisedBy: 'head-office' } });
  const tender = first.body as never as { amountMinor: number };
  const rest = sale.priced.totalMinor - 1_000;
  const paid = { ...sale, tenders: [tender, cash(rest + 2)], cashRoundingMinor: 2 };
  expect(
    await sell({
      ...paid,
      tenders: [{ ...tender, amountMinor: 900 }, cash(rest + 100)],
      cashRoundingMinor: 0,
    }),
  ).toMatchObject({
    status: 422,
  });
  expect(await sell(paid)).toMatchObject({ status: 201 });
  const other = saleOf({ shiftId, items: [['bread', '2']] });
  expect(await sell({ ...paid, saleId: other.saleId })).toMatchObject({
    status: 422,
    body: { type: '/problems/value-not-spent' },
  });
});

test('E2: cut off, a card is spent up to what it held and up to the allowance, and refused beyond either with the reason', async () => {
  allow(3_000);
  const rich = cardWith(10_000);
  const poor = cardWith(1_000);
  expect(await spend(poor.code, 1_001)).toMatchObject({
    status: 409,
    body: { type: '/problems/not-enough-value', balanceMinor: 1_000 },
  });
  expect(await spend(poor.code, 700)).toMatchObject({ status: 200, body: { authorisedBy: 'allowance' } });
  expect(await spend(poor.code, 400)).toMatchObject({ status: 409, body: { balanceMinor: 300 } });
  expect(await find(poor.code)).toMatchObject({ body: { balanceMinor: 300, known: 'here' } });
  expect(await spend(rich.code, 2_301)).toMatchObject({
    status: 409,
    body: { type: '/problems/over-allowance', leftMinor: 2_300 },
  });
  expect(await spend(rich.code, 2_300)).toMatchObject({ status: 200 });
  const unknown = valueCodeOf(randomBytes(9));
  expect(await spend(unknown, 100)).toMatchObject({ status: 404, body: { isOffline: true } });
  expect(await spend(cardWith(500, true).code, 100)).toMatchObject({
    status: 409,
    body: { type: '/problems/value-blocked' },
  });
  expect(await spend('V000', 100)).toMatchObject({
    status: 422,
    body: { type: '/problems/not-a-value-code' },
  });
});

test('E2: an allowance that is over, or that head office did not sign, is none', async () => {
  const { code } = cardWith(1_000);
  allow(3_000, '2020-01-01T00:00:00.000Z');
  expect(await spend(code, 100)).toMatchObject({ status: 409, body: { type: '/problems/no-allowance' } });
  const forged = {
    token: signAllowance(
      {
        allowanceId: randomUUID(),
        storeId: STORE_ID,
        currency: 'CAD',
        amountMinor: 9,
        expiresAt: '2099-01-01T00:00:00.000Z',
      },
      new Uint8Array(32).fill(1),
    ),
  };
  writeFeedRows(shop.dataDir, [{ feed: 'allowances-value', key: `allowance/${STORE_ID}`, value: forged }]);
  expect(await spend(code, 1)).toMatchObject({ status: 409, body: { type: '/problems/no-allowance' } });
});

test('E2: one card at two tills of a store is spent once; a payment that is let go can be spent again, and head office hears of it when it can', async () => {
  allow(100_000);
  const { code } = cardWith(1_000);
  const replies = await Promise.all([spend(code, 1_000), spend(code, 1_000)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  const spendId = String(replies.find(({ status }) => status === 200)?.body.spendId);
  expect((await till.call('POST', `/values/spends/${spendId}/release`, {})).status).toBe(204);
  expect(await spend(code, 1_000)).toMatchObject({ status: 200 });
  answer = () => ({ is: 'ok', body: {} });
  asked.length = 0;
  online();
  await until('head office has heard of it', async () =>
    asked.includes(`POST values/spends/${spendId}/release`),
  );
});

const spendPoints = (
  customerId: string,
  points: number,
  saleId: string = randomUUID(),
  spendId: string = randomUUID(),
  amountMinor = points,
) => till.call('POST', '/points/spends', { spendId, customerId, points, amountMinor, saleId });
/** A customer of whom the store has heard. */
function customerWith(points: number) {
  const customerId = randomUUID();
  const value = { tier: 'regular', points, pointMinor: 1, asOf: '2026-11-24T15:00:00.000Z' };
  writeFeedRows(shop.dataDir, [{ feed: 'customers', key: `loyalty/${customerId}`, value }]);
  return customerId;
}

test('E2 C2: points pay after taxes and are asked of their owner; a sale stands only with what was taken, and its return gives them back', async () => {
  const customerId = customerWith(0);
  answer = () => ({ is: 'ok', body: { points: 351, pointMinor: 1 } });
  const sale = saleOf({ shiftId, items: [['bread', '1']] });
  const spendId = randomUUID();
  const taken = await spendPoints(customerId, 649, sale.saleId, spendId);
  expect(taken).toMatchObject({
    status: 200,
    body: { kind: 'loyalty-points', points: 649, amountMinor: 649, customerId, authorisedBy: 'head-office' },
  });
  expect(asked).toContain(`PUT points/spends/${spendId}`);
  const tender = taken.body as never as object;
  const paid = { ...sale, tenders: [tender], cashRoundingMinor: 0 };
  expect(await sell({ ...paid, tenders: [{ ...tender, points: 6 }] })).toMatchObject({
    status: 422,
    body: { type: '/problems/value-not-spent' },
  });
  const { status, body } = await sell(paid);
  expect(status).toBe(201);
  const receipt = String(body.receiptNumber);
  const found = await till.call('POST', '/returns/find', { receipt });
  expect(found.body).toMatchObject({
    payments: [{ kind: 'loyalty-points', amountMinor: 649, leftMinor: 649, points: 649, customerId }],
  });
  const back = {
    ...{ returnId: randomUUID(), language: 'fr', reason: 'changed-mind', receipt, expectedTotalMinor: 649 },
    lines: [{ position: 1, quantity: '1', condition: 'sellable' }],
  };
  expect(await till.call('POST', '/returns', { ...back, pointsMinor: 650 })).toMatchObject({ status: 422 });
  expect(await till.call('POST', '/returns', { ...back, pointsMinor: 649 })).toMatchObject({
    status: 201,
    body: { refunds: [{ kind: 'loyalty-points', amountMinor: 649, points: 649, customerId }] },
  });
  await till.call('POST', '/prints', { printId: randomUUID(), saleId: sale.saleId, language: 'fr' });
  await until('the receipt tells of them', async () =>
    (await papers()).some((text) => text.includes('Points de fidélité (649)')),
  );
});

test('E2 C2: cut off, points are spent up to what the store heard of and under the one allowance; a customer without a word is refused', async () => {
  allow(3_000);
  const customerId = customerWith(2_500);
  const { code } = cardWith(10_000);
  expect(await spendPoints(customerId, 2_501)).toMatchObject({
    status: 409,
    body: { type: '/problems/points-short', points: 2_500 },
  });
  expect(await spendPoints(customerId, 100, randomUUID(), randomUUID(), 200)).toMatchObject({
    status: 409,
    body: { type: '/problems/points-worth', pointMinor: 1 },
  });
  const spendId = randomUUID();
  const replies = await Promise.all([
    spendPoints(customerId, 2_000, randomUUID(), spendId),
    spendPoints(customerId, 2_000),
  ]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await spend(code, 1_001)).toMatchObject({
    status: 409,
    body: { type: '/problems/over-allowance', leftMinor: 1_000 },
  });
  expect(await spendPoints(randomUUID(), 1)).toMatchObject({
    status: 404,
    body: { type: '/problems/unknown-customer' },
  });
  const held = String(replies.find(({ status }) => status === 200)?.body.spendId);
  expect((await till.call('POST', `/values/spends/${held}/release`, {})).status).toBe(204);
  expect(await spendPoints(customerId, 2_500)).toMatchObject({ status: 200 });
  answer = () => ({ is: 'ok', body: {} });
  asked.length = 0;
  online();
  await until('Customer has heard of it', async () => asked.includes(`POST points/spends/${held}/release`));
});

test('E2 C2: what Customer refuses is refused in its words, and is not vouched for', async () => {
  allow(3_000);
  const customerId = customerWith(2_500);
  answer = () => ({ is: 'problem', type: 'points-short', members: { available: 40 } });
  expect(await spendPoints(customerId, 100)).toMatchObject({
    status: 409,
    body: { type: '/problems/points-short', points: 40 },
  });
});

test('E2 E3: goods come back as store credit, which is spent like a card; a gift card itself is not taken back', async () => {
  allow(100_000);
  const { body } = await sell(
    saleOf({
      shiftId,
      items: [
        ['bread', '1'],
        ['card25', '1'],
      ],
    }),
  );
  const receipt = String(body.receiptNumber);
  const back = (position: number, totalMinor: number) => ({
    ...{
      returnId: randomUUID(),
      language: 'fr',
      reason: 'changed-mind',
      receipt,
      expectedTotalMinor: totalMinor,
    },
    ...{ lines: [{ position, quantity: '1', condition: 'sellable' }], creditMinor: totalMinor },
  });
  expect(await till.call('POST', '/returns', back(2, 2_500))).toMatchObject({
    status: 409,
    body: { type: '/problems/not-returnable' },
  });
  const request = back(1, 649);
  expect(await till.call('POST', '/returns', request)).toMatchObject({
    status: 201,
    body: { cashRoundingMinor: 0, refunds: [{ kind: 'store-credit', amountMinor: 649 }] },
  });
  const slip = await until('its slip is printed', async () =>
    (await papers()).find((text) => text.includes('Crédit en magasin') && codeOn(text) !== null),
  );
  expect(await find(codeOn(slip) ?? '')).toMatchObject({ body: { kind: 'store-credit', balanceMinor: 649 } });
  expect(issuedRecords().at(-1)).toMatchObject({
    kind: 'store-credit',
    returnId: request.returnId,
    amountMinor: 649,
  });
});

test('E2: cut off, a code for a single use is taken once in the store and under the one allowance; what it gave stays taken', async () => {
  const promotion = {
    ...{
      id: randomUUID(),
      revision: 1,
      name: { fr: 'Fêtes', en: 'Holidays' },
      from: '2026-01-01T00:00:00.000Z',
    },
    ...{ coupon: 'FETES', singleUseCodes: true, priority: 0, stacking: 'exclusive' },
    ...{ gives: { kind: 'percent', percent: '10' }, caps: { amountPerBasketMinor: 1_000 } },
  } satisfies Promotion;
  const unbounded = { ...promotion, id: randomUUID(), coupon: 'LIBRE', caps: undefined };
  const told = [promotion, unbounded].map((value) => ({
    feed: 'catalogue',
    key: `promotion/${value.id}`,
    value,
  }));
  writeFeedRows(shop.dataDir, [{ feed: 'catalogue', key: 'rules', value: rules }, ...told]);
  allow(1_500);
  const [code, other] = [singleUseCodeOf('FETES', randomBytes(6)), singleUseCodeOf('FETES', randomBytes(6))];
  const take = (saleId: string, given = code, promotionId = promotion.id) =>
    till.call('PUT', '/coupons/uses', { promotionId, saleId, code: given });
  const sale = saleOf({ shiftId, coupons: [code], rules: { ...rules, promotions: [promotion] } });
  expect(sale.priced.discountMinor).toBeGreaterThan(0);
  expect((await take(sale.saleId)).status).toBe(204);
  expect(await take(randomUUID())).toMatchObject({ status: 409, body: { type: '/problems/coupon-used-up' } });
  const over = { status: 409, body: { type: '/problems/over-allowance', leftMinor: 500 } };
  expect(await take(randomUUID(), other)).toMatchObject(over);
  const needed = { status: 503, body: { type: '/problems/head-office-needed' } };
  expect(await take(randomUUID(), singleUseCodeOf('LIBRE', randomBytes(6)), unbounded.id)).toMatchObject(
    needed,
  );
  expect(await take(randomUUID(), 'FETES-0000000001')).toMatchObject(needed);
  expect((await sell(sale)).status).toBe(201);
  // The sale has it: letting it go comes too late, and nothing is told to head office.
  await till.call('POST', '/coupons/uses/release', { promotionId: promotion.id, saleId: sale.saleId, code });
  expect(await take(randomUUID())).toMatchObject({ status: 409, body: { type: '/problems/coupon-used-up' } });
});

test('E2: a card that somebody has is loaded by the line that sells one: paid, added once, no new card; spent here at once while cut off', async () => {
  allow(100_000);
  const sold = saleOf({ shiftId, items: [['card25', '1']] });
  expect((await sell(sold)).status).toBe(201);
  const [issued] = issuedRecords().filter(({ saleId }) => saleId === sold.saleId);
  const loading = saleOf({ shiftId, items: [['card25', '2']] });
  const card = { valueId: issued?.valueId ?? '', last4: issued?.last4 ?? '' };
  const lines = loading.lines.map((line) => ({ ...line, topsUp: card }));
  for (const status of [201, 200]) expect((await sell({ ...loading, lines })).status).toBe(status);
  const loaded = shop.agent.journal
    .recordsAfter(0, 10_000, 1e9)
    .filter(({ lines }) => lines.header.includes('"kind":"value.loaded"'))
    .map(({ lines }) => valueLoadedBody.parse(JSON.parse(lines.body)));
  expect(loaded).toMatchObject([{ ...card, amountMinor: 5_000, saleId: loading.saleId }]);
  expect(issuedRecords().filter(({ saleId }) => saleId === loading.saleId)).toEqual([]);
  const slip = await until('the slip of the card', async () =>
    (await papers()).find((text) => codeOn(text)?.endsWith(card.last4)),
  );
  expect(await find(codeOn(slip) ?? '')).toMatchObject({ status: 200, body: { balanceMinor: 7_500 } });
});

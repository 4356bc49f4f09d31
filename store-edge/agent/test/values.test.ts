import { randomBytes, randomUUID } from 'node:crypto';
import { parseValueCode, valueCodeOf } from '@comptoir/sync-protocol/ids/value-code';
import { signAllowance } from '@comptoir/sync-protocol/records/allowance';
import { valueIssuedBody } from '@comptoir/sync-protocol/records/value-body';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HeadOfficeAnswer } from '../src/sync-port.ts';
import { hashOfCode } from '../src/values/value-codes.ts';
import { type Simulator, simulatedPrinter } from './support/devices.ts';
import { cloudSecretKey, cutOff } from './support/offline.ts';
import { cash, saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { STORE_ID, writeFeedRows } from './support/store.ts';
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

/** A receipt by e-mail, and what is rung up and not sold, over real HTTP. */
import { randomUUID } from 'node:crypto';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import { receiptPageUrl } from '@comptoir/sync-protocol/records/receipt-number';
import { readReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadOfficeAnswer } from '../src/sync-port.ts';
import { cutOff, devicePublicKey } from './support/offline.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { writeFeedRows } from './support/store.ts';
import type { Till } from './support/till.ts';

let answer: HeadOfficeAnswer = { is: 'no-answer' };
const asked: { path: string; body: Record<string, unknown> }[] = [];
let linkIs: 'offline' | 'online' = 'offline';
const listeners: (() => void)[] = [];
let shop: Shop;
let till: Till;
let shiftId: string;
beforeAll(async () => {
  shop = await openShop({
    startSync: (parts) => ({
      ...cutOff(parts),
      state: () => ({ ...cutOff(parts).state(), link: linkIs }),
      askHeadOffice: async (_method, path, body) => {
        asked.push({ path, body: { ...body } });
        return answer;
      },
      onChange: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
    }),
  });
  const keys = { edgeId: 'e-12', storeNumber: '012', publicKeys: [devicePublicKey] };
  writeFeedRows(shop.dataDir, [{ feed: 'configuration', key: 'edge/e-12', value: keys }]);
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
});
afterAll(() => shop.close());

test('E6: asked for while the line is down, it is told once the line is back, with the code that proves it, until it is heard', async () => {
  const sale = saleOf({ shiftId });
  const { receiptNumber } = (await till.call('POST', '/sales', sale)).body;
  const mailId = randomUUID();
  const mail = (more: object = {}) =>
    till.call('POST', `/sales/${sale.saleId}/mails`, {
      ...{ mailId, email: 'ana@example.org', language: 'en', ...more },
    });
  expect(await mail()).toMatchObject({ status: 202, body: { state: 'waiting' } });
  expect(await mail()).toMatchObject({ status: 202, body: { state: 'waiting' } });
  const before = asked.length;
  answer = { is: 'ok', body: {} };
  linkIs = 'online';
  for (const listener of listeners) listener();
  const told = await until('head office is told', async () => asked[before]);
  expect(told).toMatchObject({
    path: `receipts/${receiptNumber}/mails/${mailId}`,
    body: { email: 'ana@example.org', language: 'en' },
  });
  const key = fromBase64(devicePublicKey) ?? new Uint8Array();
  expect(readReceiptToken(String(told.body.code), () => [key])?.sale.saleId).toBe(sale.saleId);
  expect(await mail({ mailId: randomUUID() })).toMatchObject({ status: 202, body: { state: 'on-its-way' } });
  answer = { is: 'problem', type: 'too-many-mails', members: {} };
  expect(await mail({ mailId: randomUUID() })).toMatchObject({
    status: 409,
    body: { because: 'too-many-mails' },
  });
  expect(await mail({ email: 'ana@' })).toMatchObject({ status: 400 });
  expect(
    (await till.call('POST', `/sales/${randomUUID()}/mails`, { mailId, email: 'a@b.ca', language: 'fr' }))
      .status,
  ).toBe(404);
  // Whoever brings the paper back scans an address.
  const page = receiptPageUrl('https://api.comptoir.example/', String(told.body.code));
  expect(await till.call('POST', '/returns/find', { receipt: page })).toMatchObject({
    status: 200,
    body: { saleId: sale.saleId },
  });
});

test('E4: a line or a basket that was given up is on record once, in the name of who did it, also when told later', async () => {
  const told = {
    ...{ voidId: randomUUID(), saleId: randomUUID(), cashierId: 'u-camille', what: 'line', amountMinor: 649 },
    ...{
      lines: [{ productId: 'bread', quantity: '1', amountMinor: 649 }],
      voidedAt: '2026-11-24T14:00:00.000Z',
    },
  };
  till.session = '';
  for (const _ of [1, 2]) expect((await till.call('POST', '/voids', told)).status).toBe(204);
  expect((await till.call('POST', '/voids', { ...told, cashierId: 'nobody' })).status).toBe(422);
  const records = shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .filter(({ lines }) => lines.header.includes('"kind":"void"'));
  const { voidId: _, ...body } = told;
  expect(records.map(({ lines }) => JSON.parse(lines.body))).toEqual([{ ...body, reason: 'line-voided' }]);
  expect(JSON.parse(records[0]?.lines.header ?? '{}')).toMatchObject({ actor: 'u-camille', register: '1' });
});

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openForReading } from '../src/database/open.ts';
import { type Simulator, simulatedPrinter, simulatedTerminal } from './support/devices.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
let printer: Simulator;
let terminal: Simulator;

beforeEach(async () => {
  [printer, terminal] = await Promise.all([simulatedPrinter(), simulatedTerminal()]);
  shop = await openShop({ at: { printer: printer.address, paymentTerminal: terminal.address } });
  till = await shop.till('1');
  await till.logIn();
});
afterEach(async () => {
  await shop.close();
  await Promise.all([printer.close(), terminal.close()]);
});

/** Every row of everything that the store keeps. */
function everything(): unknown {
  const db = openForReading(join(shop.dataDir, 'journal.db'));
  const tables = db
    .prepare<[], string>("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all();
  const rows = tables.map((table) => [table, db.prepare(`select * from ${table}`).all()]);
  db.close();
  return rows;
}

const expectDone = async (method: string, path: string, body?: object) => {
  const reply = await till.call(method, path, body);
  expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body;
};
async function train(): Promise<void> {
  till.trainingId = String((await till.call('POST', '/training', {})).body.trainingId);
}

/** A whole day of everything that a till does. @returns the receipt's number. */
async function learnEverything(): Promise<string> {
  const { shiftId } = await till.openShift(5_000);
  const inCash = saleOf({ shiftId, items: [['mug', '2']] });
  const { completedAt: _at, tenders: _tenders, stock: _stock, ...unpaid } = inCash;
  await expectDone('POST', '/baskets/check', unpaid);
  const { receiptNumber } = await expectDone('POST', '/sales', inCash);
  await expectDone('POST', '/prints', { printId: randomUUID(), saleId: inCash.saleId, language: 'fr' });

  const [attemptId, saleId] = [randomUUID(), randomUUID()];
  const byCard = saleOf({
    shiftId,
    saleId,
    items: [['lamp', '1']],
    tenders: (amountMinor) => [card(attemptId, amountMinor)],
  });
  await expectDone('POST', '/payments', { attemptId, saleId, amountMinor: byCard.priced.totalMinor });
  await until(
    'the card is approved',
    async () => (await till.call('GET', `/payments/${attemptId}`)).body.state === 'approved',
  );
  await expectDone('POST', '/sales', byCard);

  await expectDone('POST', '/returns', {
    ...{ returnId: randomUUID(), language: 'fr', reason: 'changed-mind', receipt: receiptNumber },
    ...{ lines: [{ position: 1, quantity: '1', condition: 'sellable' }], expectedTotalMinor: 1_494 },
  });
  const leave = { permission: 'paid-out', staffId: 'u-martin', pin: '9876', amountMinor: 500 };
  const { approvalId } = await expectDone('POST', '/approvals', leave);
  await expectDone('POST', '/cash', {
    ...{ movementId: randomUUID(), direction: 'paid-out', amountMinor: 500, reason: 'timbres', approvalId },
  });
  await expectDone('POST', '/drawer', {});
  await expectDone('POST', '/shifts/current/x', {});
  await expectDone('POST', '/shifts/current/close', { countedMinor: 1 });
  return String(receiptNumber);
}
const card = (attemptId: string, amountMinor: number): Tender => ({
  ...({ kind: 'card', entryMode: 'chip' } as const),
  ...{ amountMinor, attemptId, brand: 'FACTICE', last4: '0000' },
  ...{ approvalCode: 'FACTICE', terminalReference: 'FACTICE' },
});

test('E18: a whole day of training leaves journal, numbers, stock, shifts and Z as they were, to the byte; no card is asked for, no drawer opens', async () => {
  const { shiftId } = await till.openShift(10_000);
  await expectDone('POST', '/sales', saleOf({ shiftId }));
  const x = await expectDone('POST', '/shifts/current/x', {});
  await until('the X is on paper', async () => shop.agent.edge.spooler.waiting() === 0);
  const [before, asked, { drawer }] = [everything(), await terminal.state(), await printer.state()];

  await train();
  const number = await learnEverything();
  expect(number).toMatch(/^000-1-/);
  expect(everything()).toEqual(before);
  expect(await terminal.state()).toEqual(asked);
  expect((await printer.state()).drawer).toEqual(drawer);
  const papers = await until('every paper is out', async () => {
    const receipts = (await printer.state()).receipts as unknown[];
    return receipts.length >= 4 && receipts;
  });
  for (let paper = 2; paper <= papers.length; paper += 1)
    expect(await printer.text(`/receipts/${paper}.txt`)).toContain('FACTICE');

  const { trainingId } = till;
  till.trainingId = undefined;
  expect(await expectDone('POST', '/shifts/current/x', {})).toEqual(x);
  expect((await till.call('POST', '/returns/find', { receipt: number })).status).toBe(404);
  expect((await till.call('DELETE', `/training/${trainingId}`)).status).toBe(204);
  const sold = await expectDone('POST', '/sales', saleOf({ shiftId }));
  expect(String(sold.receiptNumber)).toMatch(/^012-1-.{4}-000002$/);
});

test('E18: a till that believes to train and does not is refused everything, also what training does not have', async () => {
  const { shiftId } = await till.openShift();
  await train();
  expect(await till.call('POST', '/devices/printer/test', {})).toMatchObject({ status: 404 });
  expect(await till.call('PUT', '/customer-display', { kind: 'idle' })).toMatchObject({ status: 404 });
  expect((await till.call('GET', '/state')).status).toBe(200);
  const [lost] = [till.trainingId];
  await train();
  till.trainingId = lost;
  const over = { status: 409, body: { type: '/problems/training-over' } };
  expect(await till.call('POST', '/sales', saleOf({ shiftId }))).toMatchObject(over);
  expect(await till.call('POST', '/shifts/current/close', { countedMinor: 0 })).toMatchObject(over);
  shop = await shop.restart();
  till = till.movedTo(shop.base);
  till.trainingId = lost;
  expect(await till.call('GET', '/shifts/current')).toMatchObject(over);
  till.trainingId = undefined;
  expect((await till.call('GET', '/shifts/current')).body).toMatchObject({ shiftId, saleCount: 0 });
});

import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCaisseAp } from '../simulators/caisse-ap/simulator.ts';
import { createCaisseApTerminal, type PaymentAttempt } from '../src/index.ts';
import { decodeCaisseAp, encodeCaisseAp } from '../src/payment/caisse-ap/codec.ts';
import { controlOf } from './control.ts';

let simulator: Awaited<ReturnType<typeof startCaisseAp>>;
let control: ReturnType<typeof controlOf>;
beforeEach(async () => {
  simulator = await startCaisseAp({ port: 0, controlPort: 0, mode: 'auto', autoMs: 0 });
  control = controlOf(simulator);
});
afterEach(() => simulator.close());

const driver = (answerMs = 5_000) =>
  createCaisseApTerminal({
    address: `caisse-ap://127.0.0.1:${simulator.port}`,
    registerNumber: '1',
    timeouts: { connectMs: 2_000, answerMs },
  });
const attempt = (amountMinor: number): PaymentAttempt => ({
  attemptId: 'a',
  serviceId: 's',
  amountMinor,
  currency: 'CAD',
  reference: 'r',
});
type State = { transactions: { action: string; amountMinor: number; currency: string }[] };
const transactions = async () => (await control.json<State>('/state')).transactions;

test('E2: a card is charged to the cent, and what the terminal may tell of it comes back', async () => {
  expect(await driver().pay(attempt(11_498))).toMatchObject({
    outcome: 'approved',
    amountMinor: 11_498,
    card: { brand: 'CB', last4: '1234', entryMode: 'contactless', approvalCode: '100000' },
  });
  expect(await transactions()).toMatchObject([{ action: 'debit', amountMinor: 11_498, currency: '124' }]);
});

test('E3: money goes back to a card that is presented', async () => {
  const refund = { ...attempt(5), original: null };
  expect(await driver().refund(refund)).toMatchObject({ outcome: 'approved', amountMinor: 5 });
  expect(await transactions()).toMatchObject([{ action: 'credit', amountMinor: 5 }]);
});

test.each([
  ['declined', { outcome: 'declined', reason: 'refused' }],
  ['redKey', { outcome: 'aborted', reason: 'abandoned' }],
] as const)('E2: %s: nothing moves, and it says why', async (kind, outcome) => {
  await control.post('/mode', { mode: 'manual' });
  const paid = driver().pay(attempt(500));
  await expect.poll(() => control.post('/card', { kind })).toBe(200);
  expect(await paid).toEqual(outcome);
  expect(await transactions()).toEqual([]);
});

test('an answer in crumbs is read to its end', async () => {
  await control.post('/misbehave', { crumbs: true });
  expect(await driver().pay(attempt(700))).toMatchObject({ outcome: 'approved', card: { last4: '1234' } });
});

test.each([
  ['cutBeforeMoney', 'connection-lost', 0],
  ['cutAfterMoney', 'connection-lost', 1],
  ['cutInAnswer', 'unreadable', 1],
  ['wrongAmount', 'answer-differs', 1],
] as const)(
  'E13: %s: unknown, never charged again, and the terminal cannot be asked',
  async (fault, reason, moved) => {
    await control.post('/misbehave', { [fault]: true });
    const terminal = driver();
    expect(await terminal.pay(attempt(900))).toEqual({ outcome: 'unknown', reason });
    expect(await terminal.status(attempt(900))).toEqual({ outcome: 'unknown', reason: 'no-answer' });
    expect(await transactions()).toHaveLength(moved);
  },
);

test('E15: silent it leaves the payment unknown; unplugged it was never asked', async () => {
  await control.post('/misbehave', { silent: true });
  expect(await driver(100).pay(attempt(900))).toEqual({ outcome: 'unknown', reason: 'no-answer' });
  expect(await driver().diagnose()).toMatchObject({ state: 'ready' });
  await control.post('/misbehave', { unplugged: true });
  expect(await driver().pay(attempt(900))).toEqual({ outcome: 'aborted', reason: 'unreachable' });
  expect(await driver().diagnose()).toMatchObject({ state: 'absent' });
});

test('what is written is read again, and no beginning of it is taken for the whole', () => {
  const value = fc.stringMatching(/^[ -~]{1,40}$/);
  const tag = fc.stringMatching(/^[A-BD-Z][A-Z]$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(tag, value), { selector: ([name]) => name }), (fields) => {
      const all: [string, string][] = [['CZ', '0300'], ...fields];
      const wire = encodeCaisseAp(all);
      expect([...(decodeCaisseAp(wire) ?? [])]).toEqual(all);
      expect(decodeCaisseAp(wire.slice(0, -1))).toBeNull();
    }),
  );
});

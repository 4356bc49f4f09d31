import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import {
  type PaymentTerminalSimulatorOptions,
  startPaymentTerminal,
} from '../simulators/payment-terminal/simulator.ts';
import {
  createNexoTerminal,
  type NexoTerminalOptions,
  type PaymentAttempt,
  serviceIdFor,
} from '../src/index.ts';
import { majorNumber, majorText, minorFromMajor } from '../src/payment/amount.ts';
import { withoutCardData, withoutCardNumbers } from '../src/payment/nexo/card-data.ts';
import { controlOf } from './control.ts';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

type State = {
  screen: string;
  charges: { serviceId: string; amount: string; reference: string; reversedAmount: string }[];
};

async function bench(
  options: Partial<PaymentTerminalSimulatorOptions> = {},
  driver: Partial<NexoTerminalOptions> = {},
) {
  const simulator = await startPaymentTerminal({
    port: 0,
    controlPort: 0,
    mode: 'auto',
    autoMs: 0,
    stepMs: 0,
    restartMs: 50,
    ...options,
  });
  running.push(simulator);
  const terminal = createNexoTerminal({
    url: `http://127.0.0.1:${simulator.port}/nexo`,
    poiId: 'SIM-0001',
    saleId: 'MTL01-R1',
    timeouts: { connectMs: 1_000, paymentMs: 2_000, answerMs: 1_000 },
    ...driver,
  });
  const control = controlOf(simulator);
  const charges = async () => (await control.json<State>('/state')).charges;
  return { terminal, control, charges, simulator };
}

let attempts = 0;
function attempt(amountMinor = 11_498): PaymentAttempt {
  const attemptId = `0193a000-0000-7000-8000-${String(++attempts).padStart(12, '0')}`;
  return {
    attemptId,
    serviceId: serviceIdFor(attemptId),
    amountMinor,
    currency: 'CAD',
    reference: `012-1-${attempts}`,
  };
}

test('E2: a card is charged once, to the cent, and what may be kept of it comes back', async () => {
  const { terminal, charges } = await bench();
  const one = attempt(11_498);
  expect(await terminal.pay(one)).toMatchObject({
    outcome: 'approved',
    amountMinor: 11_498,
    card: {
      brand: 'Visa',
      last4: '0042',
      entryMode: 'contactless',
      approvalCode: expect.stringMatching(/^\d{6}$/),
      terminalReference: 'SIM00000001',
    },
    customerReceipt: expect.arrayContaining(['TOTAL  114.98 CAD']),
  });
  expect(await charges()).toMatchObject([
    { serviceId: one.serviceId, amount: '114.98', reference: one.reference },
  ]);
});

test.each([
  ['declined', 'Refusal', 'declined'],
  ['wrongPin', 'WrongPIN', 'declined'],
  ['redKey', 'Cancel', 'aborted'],
] as const)('E2: a card that is %s charges nothing and says why: %s', async (kind, reason, outcome) => {
  const { terminal, control, charges } = await bench({ mode: 'manual' });
  const paid = terminal.pay(attempt());
  await expect.poll(() => control.post('/card', { kind })).toBe(200);
  expect(await paid).toEqual({ outcome, reason });
  expect(await charges()).toEqual([]);
});

test('E2: the cashier aborts while the terminal waits for a card', async () => {
  const { terminal, control, charges } = await bench({ mode: 'manual' });
  const one = attempt();
  const paid = terminal.pay(one);
  await expect.poll(async () => (await control.json<State>('/state')).screen).toBe('present-card');
  expect(await terminal.status(one)).toEqual({ outcome: 'in-progress' });
  expect(await terminal.abort(one)).toEqual({ outcome: 'asked' });
  expect(await paid).toEqual({ outcome: 'aborted', reason: 'Aborted' });
  expect(await charges()).toEqual([]);
});

test.each([
  ['the connection is cut after the charge', { cutAfterCharge: true }, 'connection-lost', 'approved', 1],
  ['the answer is lost', { answerLost: true }, 'no-answer', 'approved', 1],
  ['the connection is cut before the charge', { cutBeforeCharge: true }, 'connection-lost', 'aborted', 0],
  ['the terminal restarts in the middle', { restartInPayment: true }, 'connection-lost', 'not-found', 0],
  [
    'the terminal has forgotten what it charged',
    { notFoundAfterCharge: true },
    'connection-lost',
    'not-found',
    1,
  ],
] as const)(
  'E13: %s: unknown, and asking the terminal tells the truth',
  async (_name, fault, reason, truth, chargeCount) => {
    const { terminal, control, charges } = await bench(
      {},
      { timeouts: { connectMs: 500, paymentMs: 300, answerMs: 500 } },
    );
    await control.post('/misbehave', fault);
    const one = attempt();
    expect(await terminal.pay(one)).toEqual({ outcome: 'unknown', reason });
    await expect.poll(async () => (await terminal.status(one)).outcome).toBe(truth);
    expect(await charges()).toHaveLength(chargeCount);
  },
);

test('E13: the same ServiceID is never charged twice, however often it is sent', async () => {
  const { terminal, charges } = await bench();
  const one = attempt();
  const first = await terminal.pay(one);
  expect(await terminal.pay(one)).toEqual(first);
  expect(await terminal.status(one)).toEqual(first);
  expect(await charges()).toHaveLength(1);
});

test('E13: a terminal killed after the charge still knows it when it is back', {
  timeout: 60_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'terminal-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const stateFile = join(directory, 'state.json');
  const one = attempt();

  const before = await spawned(stateFile);
  await controlOf(before).post('/misbehave', { answerLost: true });
  const waiting = before.terminal.pay(one);
  await expect
    .poll(async () => (await controlOf(before).json<State>('/state')).charges.length, { timeout: 20_000 })
    .toBe(1);
  before.child.kill('SIGKILL');
  expect(await waiting).toEqual({ outcome: 'unknown', reason: 'connection-lost' });

  const after = await spawned(stateFile);
  expect(await after.terminal.status(one)).toMatchObject({
    outcome: 'approved',
    amountMinor: one.amountMinor,
  });
  expect((await controlOf(after).json<State>('/state')).charges).toHaveLength(1);
});

async function spawned(stateFile: string) {
  const entry = fileURLToPath(new URL('../simulators/payment-terminal/main.ts', import.meta.url));
  const environment = {
    ...process.env,
    PORT: '0',
    CONTROL_PORT: '0',
    STATE_FILE: stateFile,
    AUTO_MS: '0',
    STEP_MS: '0',
  };
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', entry], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (data) => resolve(String(data))),
  );
  const [, port, controlPort] = /:(\d+), control on http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
  const terminal = createNexoTerminal({
    url: `http://127.0.0.1:${port}/nexo`,
    poiId: 'SIM-0001',
    saleId: 'MTL01-R1',
  });
  return { child, terminal, controlPort: Number(controlPort) };
}

test('E2: a tip that the terminal asked for is told apart from what was asked, also when asked again', async () => {
  const { terminal, control, charges } = await bench();
  await control.post('/misbehave', { addTip: true });
  const wanted = attempt(5_000);
  const outcome = await terminal.pay(wanted);
  expect(outcome).toMatchObject({ outcome: 'approved', amountMinor: 5_000, tipMinor: 200 });
  expect(await terminal.status(wanted)).toEqual(outcome);
  expect(await charges()).toMatchObject([{ amount: '52.00' }]);
  // A tip that does not make up the difference explains nothing.
  await control.post('/misbehave', { addTip: true, wrongAmount: true });
  expect(await terminal.pay(attempt(5_000))).toMatchObject({
    outcome: 'unknown',
    reason: 'answer-differs',
    answered: { amountMinor: 5_300 },
  });
});

test('E13: an answer with another amount counts for nothing, and what it claimed can be reversed, once', async () => {
  const { terminal, control, charges } = await bench();
  await control.post('/misbehave', { wrongAmount: true });
  const outcome = await terminal.pay(attempt(5_000));
  expect(outcome).toMatchObject({
    outcome: 'unknown',
    reason: 'answer-differs',
    answered: { amountMinor: 5_100 },
  });
  if (outcome.outcome !== 'unknown' || !outcome.answered) throw new Error('nothing to reverse');
  const { terminalReference, terminalReferenceAt } = outcome.answered;
  const reversal = {
    serviceId: 'rev0000001',
    reference: 'r-1',
    terminalReference,
    terminalReferenceAt,
    currency: 'CAD',
    reason: 'malfunction',
  } as const;
  const reversed = await terminal.reverse(reversal);
  expect(reversed).toMatchObject({ outcome: 'accepted' });
  expect(await terminal.reverse(reversal)).toEqual(reversed);
  expect(await terminal.reverse({ ...reversal, serviceId: 'rev0000002' })).toEqual({
    outcome: 'refused',
    reason: 'NotAllowed',
  });
  expect(await charges()).toMatchObject([{ amount: '51.00', reversedAmount: '51.00' }]);
});

test('E3: part of a payment goes back to its card', async () => {
  const { terminal, charges } = await bench();
  const paid = await terminal.pay(attempt(11_498));
  if (paid.outcome !== 'approved') throw new Error(paid.outcome);
  const { terminalReference, terminalReferenceAt } = paid.card;
  expect(
    await terminal.reverse({
      serviceId: 'rev0000003',
      reference: 'r-2',
      terminalReference,
      terminalReferenceAt,
      amountMinor: 4_999,
      currency: 'CAD',
      reason: 'customer-cancel',
    }),
  ).toMatchObject({ outcome: 'accepted' });
  expect(await charges()).toMatchObject([{ reversedAmount: '49.99' }]);
});

test('a partial approval is not taken for the whole', async () => {
  const { terminal, control } = await bench();
  await control.post('/misbehave', { partial: true });
  expect(await terminal.pay(attempt(5_000))).toMatchObject({
    outcome: 'unknown',
    reason: 'partial',
    answered: { amountMinor: 2_500 },
  });
});

test('E15: a silent terminal leaves the attempt unknown, and answers for it when it speaks again', async () => {
  const { terminal, control, charges } = await bench(
    {},
    { timeouts: { connectMs: 300, paymentMs: 200, answerMs: 200 } },
  );
  await control.post('/misbehave', { silent: true });
  const one = attempt();
  expect(await terminal.pay(one)).toEqual({ outcome: 'unknown', reason: 'no-answer' });
  expect(await terminal.status(one)).toEqual({ outcome: 'unknown', reason: 'no-answer' });
  expect(await terminal.diagnose()).toMatchObject({ state: 'silent' });
  await control.post('/misbehave', { silent: false });
  expect(await terminal.status(one)).toEqual({ outcome: 'not-found' });
  expect(await terminal.diagnose()).toEqual({ state: 'ready', detail: '' });
  expect(await charges()).toEqual([]);
});

test('E15: a terminal that is not there never heard of it: a new attempt may start at once', async () => {
  const { terminal, simulator } = await bench();
  await simulator.close();
  expect(await terminal.pay(attempt())).toEqual({ outcome: 'aborted', reason: 'unreachable' });
  expect(await terminal.diagnose()).toMatchObject({ state: 'absent' });
});

test('one payment at a time: a second is told that the terminal is busy, and charges nothing', async () => {
  const { terminal, control, charges } = await bench({ mode: 'manual' });
  const first = terminal.pay(attempt());
  await expect.poll(async () => (await control.json<State>('/state')).screen).toBe('present-card');
  expect(await terminal.pay(attempt())).toEqual({ outcome: 'aborted', reason: 'Busy' });
  expect(await terminal.diagnose()).toEqual({ state: 'busy', detail: 'Busy' });
  await control.post('/card', { kind: 'chip' });
  expect(await first).toMatchObject({ outcome: 'approved', card: { entryMode: 'chip' } });
  expect(await charges()).toHaveLength(1);
});

test('who stops waiting does not stop the payment', async () => {
  const { terminal, control } = await bench({ mode: 'manual' });
  const stop = new AbortController();
  const one = attempt();
  const paid = terminal.pay(one, stop.signal);
  await expect.poll(async () => (await control.json<State>('/state')).screen).toBe('present-card');
  stop.abort();
  expect(await paid).toEqual({ outcome: 'unknown', reason: 'stopped-waiting' });
  await control.post('/card', { kind: 'contactless' });
  await expect.poll(async () => (await terminal.status(one)).outcome).toBe('approved');
});

test('no card data reaches a log', async () => {
  const messages: unknown[] = [];
  const { terminal } = await bench({}, { onMessage: (_direction, message) => messages.push(message) });
  await terminal.pay(attempt());
  expect(messages).toHaveLength(2);
  expect(JSON.stringify(messages)).not.toContain('expiryDate');
  expect(withoutCardNumbers('carte 4111 1111 1111 1111, reçu 1234567890123456')).toBe(
    'carte ************1111, reçu 1234567890123456',
  );
  expect(
    withoutCardData({
      CardData: { SensitiveCardData: { PAN: '4111111111111111' }, MaskedPan: '4715 26** **** 0042' },
    }),
  ).toEqual({
    CardData: { MaskedPan: '4715 26** **** 0042' },
  });
});

test('amounts go to the wire and back without a float in between', () => {
  expect([majorText(5, 'CAD'), majorText(1_500, 'JPY'), majorText(1_234, 'TND')]).toEqual([
    '0.05',
    '1500',
    '1.234',
  ]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 13 }),
      fc.constantFrom('CAD', 'JPY', 'TND', 'EUR'),
      (minor, currency) => {
        expect(minorFromMajor(JSON.parse(JSON.stringify(majorNumber(minor, currency))), currency)).toBe(
          minor,
        );
      },
    ),
  );
  for (const wrong of [-1, 0.001, Number.NaN, '5', null]) expect(minorFromMajor(wrong, 'CAD')).toBeNull();
});

test('a ServiceID follows from the attempt: ten characters, the same each time', () => {
  expect(serviceIdFor('a')).toBe(serviceIdFor('a'));
  fc.assert(fc.property(fc.uuid(), (id) => /^[a-z2-9]{10}$/.test(serviceIdFor(id))));
});

test('E3: money goes back to a card that is presented, and a lost answer is asked about, not sent again', async () => {
  const { terminal, control } = await bench();
  await control.post('/misbehave', { cutAfterCharge: true });
  const refund = { ...attempt(2_500), original: null };
  expect(await terminal.refund(refund)).toEqual({ outcome: 'unknown', reason: 'connection-lost' });
  expect(await terminal.refundStatus(refund)).toMatchObject({ outcome: 'approved', amountMinor: 2_500 });
  const { refunds, charges } = await control.json<State & { refunds: unknown[] }>('/state');
  expect(refunds).toMatchObject([{ amount: '25.00', reference: refund.reference }]);
  expect(charges).toEqual([]);
});

test.each([
  ['cutBeforeCharge', 'connection-lost'],
  ['cutAfterCharge', 'connection-lost'],
  ['answerLost', 'no-answer'],
] as const)(
  'E3, E13: %s in a refund to the card of a payment: in doubt, then given back once',
  async (fault, reason) => {
    const { terminal, control, charges } = await bench(
      {},
      { timeouts: { connectMs: 500, paymentMs: 2_000, answerMs: 300 } },
    );
    const paid = await terminal.pay(attempt(11_498));
    if (paid.outcome !== 'approved') throw new Error(paid.outcome);
    await control.post('/misbehave', { [fault]: true });
    const refund = { ...attempt(4_999), original: paid.card };
    expect(await terminal.refund(refund)).toEqual({ outcome: 'unknown', reason });
    expect(await terminal.refundStatus(refund)).toMatchObject({
      outcome: 'approved',
      amountMinor: 4_999,
      card: { brand: 'Visa', last4: '0042', terminalReference: 'SIM00000002' },
    });
    expect(await charges()).toMatchObject([{ reversedAmount: '49.99' }]);
    const tooMuch = { ...attempt(7_000), original: paid.card };
    expect(await terminal.refund(tooMuch)).toEqual({ outcome: 'declined', reason: 'NotAllowed' });
  },
);

test('E2: an approval without the bank is told as such', async () => {
  const { terminal, control } = await bench();
  await control.post('/misbehave', { approveOffline: true });
  expect(await terminal.pay(attempt())).toMatchObject({ outcome: 'approved', approvedOffline: true });
  expect(await terminal.pay(attempt())).toMatchObject({ outcome: 'approved', approvedOffline: false });
});

const secret = { passphrase: 'une phrase bien longue', keyIdentifier: 'caisse', keyVersion: 2 };

test('E2: a terminal whose messages are encrypted is paid on, asked, aborted and given money back', async () => {
  const { terminal, charges } = await bench({ key: secret }, { secret });
  const one = attempt();
  const paid = await terminal.pay(one);
  if (paid.outcome !== 'approved') throw new Error(paid.outcome);
  expect(await terminal.status(one)).toMatchObject({ outcome: 'approved' });
  expect(await terminal.refund({ ...attempt(500), original: paid.card })).toMatchObject({
    outcome: 'approved',
  });
  expect(await terminal.abort(attempt())).toEqual({ outcome: 'asked' });
  expect(await terminal.diagnose()).toEqual({ state: 'ready', detail: '' });
  expect(await charges()).toMatchObject([{ amount: '114.98', reversedAmount: '5.00' }]);
});

test('E13: an encrypted answer that does not bear the terminal’s seal is believed in nothing; asked again, the truth comes', async () => {
  const { terminal, control, charges } = await bench({ key: secret }, { secret });
  await control.post('/misbehave', { hmacBroken: true });
  const one = attempt();
  expect(await terminal.pay(one)).toEqual({ outcome: 'unknown', reason: 'unreadable' });
  expect(await terminal.status(one)).toMatchObject({ outcome: 'approved' });
  expect(await charges()).toHaveLength(1);
});

test('E2: with another key than the terminal’s, nothing is charged', async () => {
  const { terminal, charges } = await bench({ key: secret }, { secret: { ...secret, passphrase: 'autre' } });
  expect((await terminal.pay(attempt())).outcome).toBe('unknown');
  expect(await terminal.diagnose()).toEqual({ state: 'fault', detail: 'unreadable' });
  expect(await charges()).toEqual([]);
});

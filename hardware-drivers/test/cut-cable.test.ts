import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../simulators/control.ts';
import { startPaymentTerminal } from '../simulators/payment-terminal/simulator.ts';
import {
  createNexoTerminal,
  type PaymentAttempt,
  type PaymentStatusOutcome,
  serviceIdFor,
} from '../src/index.ts';
import { controlOf } from './control.ts';

/** A cable that is pulled out after so many bytes, of the question or of the answer; a person plugs it in again at once. */
type Cut = Readonly<{ of: 'question' | 'answer'; afterBytes: number }> | null;

let simulator: Awaited<ReturnType<typeof startPaymentTerminal>>;
let cable: Awaited<ReturnType<typeof cuttingCable>>;
beforeAll(async () => {
  simulator = await startPaymentTerminal({ port: 0, controlPort: 0, mode: 'auto', autoMs: 0, stepMs: 0 });
  cable = await cuttingCable(simulator.port);
});
afterAll(async () => {
  await cable.close();
  await simulator.close();
});

async function cuttingCable(to: number) {
  let cut: Cut = null;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    const mine = cut;
    cut = null;
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    const relay = (from: Socket, into: Socket, direction: NonNullable<Cut>['of']) => {
      let left = mine?.of === direction ? mine.afterBytes : Number.POSITIVE_INFINITY;
      from.on('data', (bytes: Buffer) => {
        const passed = bytes.subarray(0, left);
        left -= passed.length;
        into.write(passed, () => left <= 0 && end());
      });
    };
    relay(near, far, 'question');
    relay(far, near, 'answer');
  });
  const port = await listen(server, 0);
  return {
    port,
    cutNext: (next: Cut) => {
      cut = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const driver = () =>
  createNexoTerminal({
    url: `http://127.0.0.1:${cable.port}/nexo`,
    poiId: 'SIM-0001',
    saleId: 'MTL01-R1',
    timeouts: { connectMs: 2_000, paymentMs: 5_000, answerMs: 5_000 },
  });
let attempts = 0;
function attempt(amountMinor: number): PaymentAttempt {
  const attemptId = `attempt-${++attempts}`;
  return {
    attemptId,
    serviceId: serviceIdFor(attemptId),
    amountMinor,
    currency: 'CAD',
    reference: attemptId,
  };
}
type State = { charges: { serviceId: string; reference: string; reversedAmount: string }[] };
const chargesOf = async ({ reference }: PaymentAttempt) =>
  (await controlOf(simulator).json<State>('/state')).charges.filter((one) => one.reference === reference);
/** As the agent does: asks until it is told. */
async function known(ask: () => Promise<PaymentStatusOutcome>): Promise<PaymentStatusOutcome> {
  let told: PaymentStatusOutcome = { outcome: 'unknown', reason: 'no-answer' };
  await expect
    .poll(async () => {
      told = await ask();
      return told.outcome;
    })
    .not.toMatch(/unknown|in-progress/);
  return told;
}

const cuts: NonNullable<Cut>[] = [
  ...[1, 60, 200, 500].map((afterBytes) => ({ of: 'question', afterBytes }) as const),
  ...[1, 100, 300, 900].map((afterBytes) => ({ of: 'answer', afterBytes }) as const),
];

test.each(cuts)(
  'E13: cut in the $of after $afterBytes bytes, a card is charged once or not at all',
  async (cut) => {
    const terminal = driver();
    const one = attempt(11_498);
    cable.cutNext(cut);
    const paid = await terminal.pay(one);
    const told = paid.outcome === 'unknown' ? await known(() => terminal.status(one)) : paid;
    expect(await chargesOf(one)).toHaveLength(told.outcome === 'approved' ? 1 : 0);
  },
);

test.each(cuts)('E13: cut in the $of after $afterBytes bytes, a refund goes back once', async (cut) => {
  const terminal = driver();
  const one = attempt(11_498);
  const paid = await terminal.pay(one);
  if (paid.outcome !== 'approved') throw new Error(paid.outcome);
  const refund = { ...attempt(2_500), original: paid.card };
  cable.cutNext(cut);
  const given = await terminal.refund(refund);
  const told = given.outcome === 'unknown' ? await known(() => terminal.refundStatus(refund)) : given;
  expect(told.outcome).toBe('approved');
  expect(await chargesOf(one)).toMatchObject([{ reversedAmount: '25.00' }]);
});

test('E13: the question for what became of it may be cut too', async () => {
  const terminal = driver();
  const one = attempt(700);
  await controlOf(simulator).post('/misbehave', { cutAfterCharge: true });
  expect((await terminal.pay(one)).outcome).toBe('unknown');
  for (const cut of cuts) {
    cable.cutNext(cut);
    await terminal.status(one);
  }
  expect(await terminal.status(one)).toMatchObject({ outcome: 'approved' });
  expect(await chargesOf(one)).toHaveLength(1);
});

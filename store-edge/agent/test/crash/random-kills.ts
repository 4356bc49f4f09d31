/**
 * A till that sells, charges cards, prints and closes shifts while its agent is killed with SIGKILL at random instants (E13). It does
 * what a terminal does: a call without an answer is made again with the same bytes, a payment is asked about, a shift is looked at first.
 */

import type { PaymentState, Shift } from '../../src/api.ts';
import type { Simulator } from '../support/devices.ts';
import { saleOf } from '../support/sale.ts';
import { until } from '../support/shop.ts';
import type { Reply, Till } from '../support/till.ts';
import type { MortalShop } from './mortal-shop.ts';

type Counter = Readonly<{ shop: MortalShop; till: Till; printer: Simulator }>;
type Plan = Readonly<{
  kills: number;
  newId: () => string;
  /** 0 to 1, as Math.random. */
  random: () => number;
  /** An agent dies at most so long after it listens: a day's round of sale, card, print and close fits into it a few times. */
  lifeMaxMs: number;
}>;

/** What the till knows to be true, since it was told so. */
export type Told = Readonly<{
  saleIds: Set<string>;
  /** Sales paid by card, each approved. */
  charged: string[];
  numbers: Map<string, string>;
  /** Receipt number → how its first print ended. */
  prints: Map<string, string>;
  shiftIds: string[];
  /** Papers that bear the number and do not say that they are duplicates. */
  papers: Map<string, number>;
}>;

const duplicate = 'DUPLICATA';
const receiptNumber = /\d{3}-\d+-[0-9A-Z]{4}-\d{6}/g;

export async function killAtRandom({ shop, till: paired, printer }: Counter, plan: Plan): Promise<Told> {
  const told = {
    saleIds: new Set<string>(),
    charged: [] as string[],
    numbers: new Map<string, string>(),
    prints: new Map<string, string>(),
    shiftIds: [] as string[],
    papers: new Map<string, number>(),
  };
  let till = paired;
  let killsLeft = plan.kills;
  let death: Promise<void> = Promise.resolve();
  let papersRead = 0;

  async function start(): Promise<void> {
    till = till.movedTo(await shop.start());
    if (killsLeft === 0) return;
    killsLeft -= 1;
    death = new Promise((resolve) => {
      setTimeout(() => void shop.kill().then(resolve), plan.random() * plan.lifeMaxMs);
    });
  }

  /** No answer is not an outcome: started anew, `again` is asked, the same by default. */
  async function call(
    method: string,
    path: string,
    body?: unknown,
    again?: () => Promise<Reply>,
  ): Promise<Reply> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const first = () => till.call(method, path, text);
    for (let ask = first; ; ask = again ?? first) {
      const reply = await ask().catch(() => undefined);
      if (reply) return reply;
      await death;
      await readPapers();
      await start();
    }
  }

  async function sell(shiftId: string, saleId: string, payment?: PaymentState): Promise<void> {
    const card = payment?.card;
    const { attemptId = '', amountMinor = 0 } = payment ?? {};
    const sale = saleOf({
      shiftId,
      saleId,
      ...(card && { tenders: () => [{ kind: 'card', amountMinor, attemptId, ...card }] }),
    });
    const { status, body } = await call('POST', '/sales', sale);
    if (status !== 201 && status !== 200) throw new Error(`a sale was refused: ${JSON.stringify(body)}`);
    told.saleIds.add(saleId);
    told.numbers.set(saleId, String(body.receiptNumber));
    if (card) told.charged.push(saleId);
    await call('POST', '/prints', { printId: printIdOf(saleId), saleId, language: 'fr' });
  }

  async function sellByCard(shiftId: string, saleId: string): Promise<void> {
    const amountMinor = saleOf({ shiftId }).priced.totalMinor;
    const attemptId = plan.newId();
    await call('POST', '/payments', { attemptId, saleId, amountMinor });
    const payment = await until('a known outcome', async () => {
      const { body } = await call('GET', `/payments/${attemptId}`);
      const state = body as unknown as PaymentState;
      // Never heard of at the terminal: in doubt until its own time-out. The customer leaves without the goods.
      return (['approved', 'aborted'].includes(state.state) || state.detail === 'not-found-yet') && state;
    });
    if (payment.state === 'approved') await sell(shiftId, saleId, payment);
  }

  const current = () => till.call('GET', '/shifts/current');
  async function openShift(): Promise<string> {
    const opened = await call('POST', '/shifts', { floatMinor: 10_000 }, async () => {
      const now = await current();
      return now.status === 404 ? till.call('POST', '/shifts', { floatMinor: 10_000 }) : now;
    });
    const { shiftId } = opened.body as unknown as Shift;
    told.shiftIds.push(shiftId);
    return shiftId;
  }
  async function closeShift(): Promise<void> {
    const close = () => till.call('POST', '/shifts/current/close', { countedMinor: 10_000 });
    const closed = await call('POST', '/shifts/current/close', { countedMinor: 10_000 }, async () => {
      const now = await current();
      return now.status === 404 ? now : close();
    });
    if (closed.status !== 200 && closed.status !== 404)
      throw new Error(`not closed: ${JSON.stringify(closed.body)}`);
  }

  /** The simulator keeps the last few. */
  async function readPapers(): Promise<void> {
    const { receipts } = (await printer.state()) as { receipts: { number: number; end: string }[] };
    for (const { number, end } of receipts) {
      if (number <= papersRead || end === 'open') continue;
      papersRead = number;
      const text = await printer.text(`/receipts/${number}.txt`);
      if (text.includes(duplicate)) continue;
      for (const found of new Set(text.match(receiptNumber)))
        told.papers.set(found, (told.papers.get(found) ?? 0) + 1);
    }
    await printer.post('/load-paper');
  }

  const printIds = new Map<string, string>();
  const printIdOf = (saleId: string): string => {
    const known = printIds.get(saleId) ?? plan.newId();
    printIds.set(saleId, known);
    return known;
  };

  await start();
  while (killsLeft > 0) {
    const shiftId = await openShift();
    await sell(shiftId, plan.newId());
    await sellByCard(shiftId, plan.newId());
    await sell(shiftId, plan.newId());
    await closeShift();
  }
  await death;
  await shop.kill();
  await start();
  for (const [saleId, printId] of printIds) {
    const ended = await until('the print has ended', async () => {
      const { body } = await call('GET', `/prints/${printId}`);
      // What many kills held up comes out now, more than the simulator keeps.
      await readPapers();
      return (body.state === 'confirmed' || body.state === 'suspect') && String(body.state);
    });
    told.prints.set(told.numbers.get(saleId) ?? '', ended);
  }
  await readPapers();
  await shop.kill();
  return told;
}

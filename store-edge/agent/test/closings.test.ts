/** Closings are held against what a reader computes from the journal's own lines, by the dates in their headers and nothing else. */
import { randomUUID } from 'node:crypto';
import type { PeriodClosedBody } from '@comptoir/sync-protocol/records/period-body';
import { figures } from '@comptoir/sync-protocol/verify/figures';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProblem, type Problem } from '../src/problem.ts';
import { returnAlone } from '../src/returns/api.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import { registers } from './support/store.ts';

type Step =
  | { sale: number; register: 0 | 1 }
  | { back: true }
  | { hours: number }
  | { restart: true }
  | { z: 0 | 1 };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ sale: fc.integer({ min: 1, max: 9 }), register: fc.constantFrom(0, 1) }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ back: true }) },
  { weight: 3, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 24 * 20 }) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ restart: true }) },
  { weight: 1, arbitrary: fc.record({ z: fc.constantFrom(0, 1) }) },
);

let shop: Shop;
let now: Date;
const clock = { now: () => now };
async function inShop(at: string, work: () => Promise<void> | void): Promise<void> {
  now = new Date(at);
  shop = await openShop({ clock });
  try {
    await work();
  } finally {
    await shop.close();
  }
}

const done = <T>(result: T | Problem): T => {
  if (isProblem(result)) throw new Error(JSON.stringify(result));
  return result;
};
const actorAt = (index: number) => {
  const register = registers[index];
  if (!register) throw new Error(`no register ${index}`);
  return { register, staffId: 'u-camille', terminalId: `t-${register.number}` };
};
const shiftAt = (index: number): string => {
  const { edge } = shop.agent;
  const actor = actorAt(index);
  return (edge.shifts.current(actor.register) ?? done(edge.openShift(actor, { floatMinor: 0 }))).shiftId;
};

async function take(one: Step, sold: string[]): Promise<void> {
  const { edge } = shop.agent;
  if ('sale' in one) {
    const sale = saleOf({
      shiftId: shiftAt(one.register),
      items: [
        ['mug', String(one.sale)],
        ['bread', '1'],
      ],
    });
    sold.push(done(edge.commitSale(actorAt(one.register), JSON.stringify(sale))).answer.receiptNumber);
  } else if ('back' in one) {
    const receipt = sold.pop();
    if (receipt === undefined) return;
    shiftAt(0);
    const lines = [{ position: 2, quantity: '1', condition: 'sellable' as const }];
    const request = {
      returnId: randomUUID(),
      language: 'fr',
      reason: 'changed-mind',
      receipt,
      lines,
    } as const;
    const told = returnAlone.parse({ ...request, expectedTotalMinor: 649 });
    done(await edge.takeBack(actorAt(0), told));
  } else if ('hours' in one) now = new Date(now.getTime() + one.hours * 3_600_000);
  else if ('restart' in one) shop = await shop.restart();
  else if (edge.shifts.current(actorAt(one.z).register))
    done(edge.closeShift(actorAt(one.z), { countedMinor: 0 }));
}

type Line = { header: Record<string, string>; body: Record<string, never> };
const journalOf = (): Line[] =>
  shop.agent.journal
    .recordsAfter(0, 100_000, Number.MAX_SAFE_INTEGER)
    .map(({ lines }) => ({ header: JSON.parse(lines.header), body: JSON.parse(lines.body) }));

/** From the lines alone: what was booked at dates that begin with `label`, and for ever up to there. */
function recomputed(lines: readonly Line[], label: string) {
  const of = (kind: string, test: (date: string) => boolean) =>
    lines.filter(({ header }) => header.kind === kind && test(String(header.businessDate)));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const sold = (some: Line[]) =>
    some.map(({ body }) => (body.priced as unknown as { totalMinor: number }).totalMinor);
  const back = (some: Line[]) => some.map(({ body }) => Number(body.totalMinor));
  const inside = (date: string) => date.startsWith(label);
  const upTo = (date: string) => date.slice(0, label.length) <= label;
  const paid = of('sale', inside).flatMap(
    ({ body }) => body.tenders as unknown as { kind: string; amountMinor: number }[],
  );
  const given = of('return', inside).flatMap(
    ({ body }) => body.refunds as unknown as { amountMinor: number }[],
  );
  return {
    saleCount: of('sale', inside).length,
    totalMinor: sum(sold(of('sale', inside))),
    returnCount: of('return', inside).length,
    returnTotalMinor: sum(back(of('return', inside))),
    cashMinor:
      sum(paid.map(({ amountMinor }) => amountMinor)) - sum(given.map(({ amountMinor }) => amountMinor)),
    perpetualTotalMinor: sum(sold(of('sale', upTo))),
    perpetualReturnMinor: sum(back(of('return', upTo))),
  };
}

const told = ({ tenders, ...body }: PeriodClosedBody) => ({
  ...body,
  cashMinor: tenders.find(({ kind }) => kind === 'cash')?.amountMinor ?? 0,
});

test(
  'E5: every day, month and year that ended is closed once, and tells what the journal holds of it, shifts left open overnight and restarts included',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), (steps) =>
        inShop('2026-11-24T15:00:00.000Z', async () => {
          const sold: string[] = [];
          const aYearLater = [{ hours: 24 * 366 }, { sale: 1, register: 0 } as const];
          for (const one of [...steps, ...aYearLater]) await take(one, sold);
          const lines = journalOf();
          const bodies = lines
            .filter(({ header }) => header.kind === 'period.closed')
            .map(({ body }) => body as unknown as PeriodClosedBody);
          for (const body of bodies) expect(told(body)).toMatchObject(recomputed(lines, body.label));
          const dates = lines.map(({ header }) => String(header.businessDate));
          const ended = (length: number) =>
            [...new Set(dates.map((date) => date.slice(0, length)))].slice(0, -1);
          const closed = (period: string) =>
            bodies.filter((body) => body.period === period).map(({ label }) => label);
          expect(closed('day')).toEqual(ended(10));
          expect(closed('month')).toEqual(ended(7));
          expect(closed('year')).toEqual(ended(4));
          expect(shop.agent.edge.closings.archive(1_000)).toEqual(bodies.toReversed());
        }),
      ),
      { numRuns: 6 },
    ),
  60_000,
);

test('E5: a day is closed though nobody sells after it, once, while the store is cut off', () =>
  // 22:30 on the 24th in Montréal.
  inShop('2026-11-25T03:30:00.000Z', async () => {
    await take({ sale: 2, register: 0 }, []);
    now = new Date('2026-11-25T15:00:00.000Z');
    shop = await shop.restart();
    const closed = () => journalOf().filter(({ header }) => header.kind === 'period.closed');
    expect(closed().map(({ body }) => [body.period, body.label])).toEqual([['day', '2026-11-24']]);
    shop = await shop.restart();
    expect(closed()).toHaveLength(1);
  }));

test('E12: a closing whose figures were changed is found by whoever verifies the journal', () =>
  inShop('2026-11-24T15:00:00.000Z', async () => {
    const days: Step[] = [
      { sale: 1, register: 0 },
      { sale: 3, register: 1 },
      { sale: 1, register: 0 },
    ];
    for (const sale of days) {
      await take(sale, []);
      await take({ hours: 24 }, []);
    }
    const findings = (change: (body: string) => string) => {
      const found: string[] = [];
      const look = figures(({ detail }) => void found.push(detail ?? ''));
      for (const { seq, lines } of shop.agent.journal.recordsAfter(0, 1_000, Number.MAX_SAFE_INTEGER)) {
        const header = JSON.parse(lines.header);
        look(seq, header, header.kind === 'period.closed' ? change(lines.body) : lines.body);
      }
      return found;
    };
    expect(findings((body) => body)).toEqual([]);
    const altered = (body: string) =>
      body.includes('"2026-11-25"') ? body.replace('"saleCount":1', '"saleCount":2') : body;
    expect(findings(altered)).toEqual(['closing of day 2026-11-25: saleCount 2, found 1']);
  }));

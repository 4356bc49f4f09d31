import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOf, quickCash, quickPart, takeCash, takeUsDollars, usDollarsFor } from './settle.ts';

const nickel = 5;
const card = (amountMinor: number): Tender => ({
  kind: 'card',
  amountMinor,
  attemptId: '01890000-0000-7000-8000-000000000001',
  brand: 'Visa',
  last4: '4242',
  entryMode: 'chip',
  approvalCode: '1',
  terminalReference: '1',
});

test.each([
  [2521, 2520, -1],
  [2522, 2520, -2],
  [2523, 2525, 2],
  [2525, 2525, 0],
])('E2: %i cents are %i in cash, rounded by %i', (total, cashMinor, cashRoundingMinor) => {
  expect(dueOf(total, [], nickel)).toEqual({
    ...{ exactMinor: total, cashMinor, cashRoundingMinor, isPaid: false },
  });
});

test('E2: only what a card has left over is rounded', () => {
  expect(dueOf(2522, [card(2000)], nickel)).toEqual({
    exactMinor: 522,
    cashMinor: 520,
    cashRoundingMinor: -2,
    isPaid: false,
  });
});

test('E3: what an exchange has paid takes no cash, whatever is typed', () => {
  const exchange: Tender = { kind: 'exchange', amountMinor: 2522, returnId: 'r' };
  const due = dueOf(2522, [exchange], nickel);
  expect(takeCash(due, null, nickel)).toEqual({ is: 'none' });
  expect(takeCash(due, 5000, nickel)).toEqual({ is: 'none' });
  expect(takeUsDollars(due, null, '1.35', nickel)).toEqual({ is: 'none' });
  expect(takeCash(dueOf(0, [], nickel), null, nickel)).toMatchObject({ is: 'whole', changeMinor: 0 });
});

test('E2: less than due is a part payment, more gives change on the rounded amount', () => {
  const due = dueOf(2522, [], nickel);
  expect(takeCash(due, 2000, nickel)).toMatchObject({
    is: 'part',
    tender: { amountMinor: 2000, changeMinor: 0 },
  });
  expect(takeCash(due, 5000, nickel)).toMatchObject({ is: 'whole', roundingMinor: -2, changeMinor: 2480 });
  expect(takeCash(due, null, nickel)).toMatchObject({
    is: 'whole',
    changeMinor: 0,
    tender: { receivedMinor: 2520 },
  });
});

test('E2: an amount that no coin makes is refused, and so is nothing', () => {
  const due = dueOf(2522, [], nickel);
  expect(takeCash(due, 2003, nickel)).toEqual({ is: 'refused', because: 'no-such-coin' });
  expect(takeCash(due, 0, nickel)).toEqual({ is: 'refused', because: 'nothing-given' });
});

test('E2: an amount far above what is due is an article’s code or a slip: no money is taken, and no such change told', () => {
  const due = dueOf(2522, [], nickel);
  for (const receivedMinor of [102_525, 5_565_368_450_00])
    expect(takeCash(due, receivedMinor, nickel)).toEqual({ is: 'refused', because: 'too-much' });
  expect(takeUsDollars(due, 200_000, '1.35', nickel)).toEqual({ is: 'refused', because: 'too-much' });
  expect(takeCash(due, 102_520, nickel)).toMatchObject({ is: 'whole', changeMinor: 100_000 });
  expect(takeCash(dueOf(1_000_000, [], nickel), 1_100_000, nickel)).toMatchObject({ is: 'whole' });
});

test('E2: whatever cash and cards pay a sale, the tenders sum to the total and its rounding', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200_000 }),
      fc.array(fc.integer({ min: 1, max: 400 })),
      (total, notes) => {
        let tenders: Tender[] = [];
        let roundingMinor = 0;
        for (const note of [...notes, null]) {
          const taken = takeCash(dueOf(total, tenders, nickel), note === null ? null : note * nickel, nickel);
          if (taken.is === 'refused' || taken.is === 'none') continue;
          tenders = [...tenders, taken.tender];
          if (taken.is === 'whole') {
            ({ roundingMinor } = taken);
            break;
          }
        }
        const paid = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
        expect(paid).toBe(total + roundingMinor);
        expect(Math.abs(roundingMinor)).toBeLessThanOrEqual(2);
      },
    ),
  );
});

test('E2: US dollars are worth what the store’s rate says, to the nearest five cents, and change is Canadian', () => {
  const due = dueOf(2522, [], nickel);
  // 20 × 1.3725 = 27.45
  expect(takeUsDollars(due, 2000, '1.3725', nickel)).toEqual({
    is: 'whole',
    roundingMinor: -2,
    changeMinor: 225,
    tender: {
      ...{ kind: 'cash', amountMinor: 2520, receivedMinor: 2745, changeMinor: 225 },
      usDollars: { receivedMinor: 2000, rate: '1.3725' },
    },
  });
  // 10 × 1.3725 = 13.725: a half up.
  expect(takeUsDollars(due, 1000, '1.3725', nickel)).toMatchObject({
    is: 'part',
    tender: { amountMinor: 1375, receivedMinor: 1375, usDollars: { receivedMinor: 1000 } },
  });
  expect(takeUsDollars(due, 0, '1.3725', nickel)).toEqual({ is: 'refused', because: 'nothing-given' });
  expect(takeUsDollars(due, 1, '1.3725', nickel)).toEqual({ is: 'refused', because: 'nothing-given' });
});

test('E2: at any rate, the US dollars that the key shows pay all that is due', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 200_000 }),
      fc.integer({ min: 1, max: 99_999 }).map((rate) => (rate / 10_000).toFixed(4)),
      (total, rate) => {
        const due = dueOf(total, [], nickel);
        const taken = takeUsDollars(due, null, rate, nickel);
        expect(taken).toMatchObject({ is: 'whole', tender: { amountMinor: due.cashMinor } });
        if (taken.is !== 'whole') return;
        // A cent of theirs is worth less than ten of ours.
        expect(taken.changeMinor).toBeLessThanOrEqual(10);
        expect(taken.changeMinor % nickel).toBe(0);
        const less = takeUsDollars(
          due,
          usDollarsFor(due, rate) - 10 * Math.ceil(1 / Number(rate)),
          rate,
          nickel,
        );
        expect(less.is).not.toBe('whole');
      },
    ),
  );
});

test('E2: once Pay is open, the first quick keys pay a part with a note', () => {
  expect(quickPart(5743, 4)).toEqual([2000, 5000, 6000, 10_000]);
  expect(quickPart(2000, 4)).toEqual(quickCash(2000, 4));
});

test('E2: the quick keys are what a customer is likely to hand over, above what is due', () => {
  expect(quickCash(1345, 4)).toEqual([1500, 2000, 5000, 10_000]);
  expect(quickCash(5170, 4)).toEqual([5500, 6000, 8000, 10_000]);
  expect(quickCash(740, 3)).toEqual([1000, 2000, 5000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (dueMinor) => {
      const sums = quickCash(dueMinor, 4);
      expect(sums.every((sum) => sum > dueMinor && sum % 500 === 0)).toBe(true);
      expect(new Set(sums).size).toBe(4);
    }),
  );
});

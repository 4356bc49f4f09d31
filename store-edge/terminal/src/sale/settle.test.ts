import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOf, quickCash, takeCash } from './settle.ts';

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
  expect(dueOf(total, [], nickel)).toEqual({ exactMinor: total, cashMinor, cashRoundingMinor });
});

test('E2: only what a card has left over is rounded', () => {
  expect(dueOf(2522, [card(2000)], nickel)).toEqual({
    exactMinor: 522,
    cashMinor: 520,
    cashRoundingMinor: -2,
  });
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
          if (taken.is === 'refused') continue;
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

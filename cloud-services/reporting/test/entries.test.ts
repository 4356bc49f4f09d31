import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountRoles, entriesOf } from '../src/accounting/entries.ts';
import { differencesOf, type Figure, lasting } from '../src/reconciliation/compare.ts';

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
const coded = (codes: readonly string[]) =>
  fc.uniqueArray(fc.record({ code: fc.constantFrom(...codes), amountMinor: amount }), {
    selector: ({ code }) => code,
  });
const day = fc.record({
  subtotalMinor: amount,
  giftCardsMinor: amount,
  deliveryMinor: amount,
  roundingMinor: fc.integer({ min: -20, max: 20 }),
  taxes: coded(['GST', 'QST', 'HST']),
  tenders: coded(['cash', 'card', 'local', 'gift-card', 'tip', 'cowries']),
  disputes: fc.array(
    fc.record({ provider: fc.constantFrom('local', 'paypal'), withdrawnMinor: amount, feeMinor: amount }),
    { maxLength: 2 },
  ),
});
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

test('R2: any day balances to zero, each entry on one side, and nothing is below zero', () =>
  fc.assert(
    fc.property(day, (told) => {
      const entries = entriesOf(told);
      expect(sum(entries.map(({ debitMinor }) => debitMinor))).toBe(
        sum(entries.map(({ creditMinor }) => creditMinor)),
      );
      for (const { debitMinor, creditMinor, role } of entries) {
        expect(Math.min(debitMinor, creditMinor)).toBe(0);
        expect(Math.max(debitMinor, creditMinor)).toBeGreaterThan(0);
        expect(accountRoles).toContain(role);
      }
    }),
  ));

test('R2: a day whose documents add up has nothing to explain; returns change the sides', () => {
  const told = {
    subtotalMinor: 1_000,
    giftCardsMinor: 0,
    deliveryMinor: 0,
    roundingMinor: 2,
    taxes: [{ code: 'HST', amountMinor: 130 }],
    tenders: [{ code: 'cash', amountMinor: 1_132 }],
    disputes: [],
  };
  expect(entriesOf(told).map(({ role, debitMinor, creditMinor }) => [role, debitMinor, creditMinor])).toEqual(
    [
      ['cash', 1_132, 0],
      ['sales', 0, 1_000],
      ['taxes', 0, 130],
      ['cash-rounding', 0, 2],
    ],
  );
  const back = { ...told, subtotalMinor: -1_000, roundingMinor: -2 };
  const returned = {
    ...back,
    taxes: [{ code: 'HST', amountMinor: -130 }],
    tenders: [{ code: 'cash', amountMinor: -1_132 }],
  };
  expect(
    entriesOf(returned).map(({ role, debitMinor, creditMinor }) => [role, debitMinor, creditMinor]),
  ).toEqual([
    ['cash', 0, 1_132],
    ['sales', 1_000, 0],
    ['taxes', 130, 0],
    ['cash-rounding', 2, 0],
  ]);
});

test('R2: a tip is received with the card and owed to the staff: no revenue, nothing to explain', () => {
  const entries = entriesOf({
    ...{
      subtotalMinor: 1_000,
      giftCardsMinor: 0,
      deliveryMinor: 0,
      roundingMinor: 0,
      taxes: [],
      disputes: [],
    },
    tenders: [
      { code: 'card', amountMinor: 1_000 },
      { code: 'tip', amountMinor: 150 },
    ],
  });
  expect(entries.map(({ role, debitMinor, creditMinor }) => [role, debitMinor, creditMinor])).toEqual([
    ['card', 1_000, 0],
    ['card', 150, 0],
    ['tips', 0, 150],
    ['sales', 0, 1_000],
  ]);
});

test('R2: a disputed payment is a loss with a fee, out of what its provider owes us; won, the loss comes back', () => {
  const nothing = {
    subtotalMinor: 0,
    giftCardsMinor: 0,
    deliveryMinor: 0,
    roundingMinor: 0,
    taxes: [],
    tenders: [],
  };
  const entries = (withdrawnMinor: number, feeMinor: number) =>
    entriesOf({ ...nothing, disputes: [{ provider: 'local', withdrawnMinor, feeMinor }] }).map(
      ({ role, debitMinor, creditMinor }) => [role, debitMinor, creditMinor],
    );
  expect(entries(4_000, 1_500)).toEqual([
    ['disputes', 4_000, 0],
    ['payment-fees', 1_500, 0],
    ['online-payments', 0, 5_500],
  ]);
  expect(entries(-4_000, 0)).toEqual([
    ['disputes', 0, 4_000],
    ['online-payments', 4_000, 0],
  ]);
});

const figure: fc.Arbitrary<Figure> = fc.record({
  ledger: fc.constantFrom('sales', 'order'),
  day: fc.constantFrom('2026-11-10', '2026-11-11', null),
  storeId: fc.constantFrom('mtl', 'lav'),
  what: fc.constantFrom('total', 'tax'),
  amount: fc.integer({ min: -50, max: 50 }),
});

test('R1: the order in which figures come is no difference, and a cent more on one side is the only one', () =>
  fc.assert(
    fc.property(fc.array(figure), figure, (figures, more) => {
      expect(differencesOf(figures, figures.toReversed())).toEqual([]);
      const { amount: _amount, ...named } = more;
      const found = differencesOf([...figures, { ...named, amount: 1 }], figures);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject(named);
      expect((found[0]?.theirs ?? 0) - (found[0]?.ours ?? 0)).toBe(1);
    }),
  ));

test('R1: what differs by something else the next time was on its way', () => {
  const one = (theirs: number, ours: number) =>
    ({ ledger: 'sales', day: null, storeId: 'mtl', what: 'total', theirs, ours }) as const;
  const stays = one(101, 100);
  expect(lasting([stays], [one(51, 50)])).toEqual(new Set([stays]));
  expect(lasting([one(120, 100)], [one(51, 50)]).size).toBe(0);
  expect(lasting([stays], []).size).toBe(0);
});

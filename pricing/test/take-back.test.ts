import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Basket, BasketRules } from '../src/contract.ts';
import { priceBasket } from '../src/index.ts';
import { leftOf, type Returnable, takeBack } from '../src/returns/take-back.ts';
import { taxData } from '../src/tax-data.ts';

const at = '2026-11-24T15:00:00.000Z';
const rules: BasketRules = { version: 't', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 };
type Item = Readonly<{ unitPriceMinor: number; quantity: string; taxCategory: string }>;

function sold(items: readonly Item[]): Returnable & { totalMinor: number; subtotalMinor: number } {
  const lines = items.map(({ quantity }, index) => ({ id: `l${index}`, productId: `p${index}`, quantity }));
  const basket: Basket = {
    ...{ currency: 'CAD', channel: 'pos', openedAt: at, taxDate: '2026-11-24', jurisdiction: 'CA-QC' },
    ...{ coupons: [], lines },
  };
  const products = (id: string) => {
    const item = items[Number(id.slice(1))];
    return item && { productId: id, ...item, soldBy: 'weight' as const };
  };
  const priced = priceBasket(basket, { ...rules, products }, at);
  return {
    taxMode: rules.taxMode,
    totalMinor: priced.totalMinor,
    subtotalMinor: priced.subtotalMinor,
    lines: priced.lines.map(({ amountMinor, taxes }, index) => ({
      position: index + 1,
      quantity: items[index]?.quantity ?? '1',
      amountMinor,
      taxes,
      returnedQuantity: '0',
      returnedMinor: 0,
    })),
    taxes: priced.taxes.map((tax) => ({ ...tax, returnedBaseMinor: 0, returnedMinor: 0 })),
  };
}

function after(sale: Returnable, wanted: { position: number; quantity: string }[]) {
  const back = takeBack(sale, wanted);
  if (back.is !== 'given-back') throw new Error(JSON.stringify(back));
  const next: Returnable = {
    taxMode: sale.taxMode,
    lines: sale.lines.map((line) => {
      const now = back.lines.find(({ position }) => position === line.position);
      if (!now) return line;
      const returned = Number(line.returnedQuantity) + Number(now.quantity);
      return {
        ...line,
        returnedQuantity: String(Math.round(returned * 1000) / 1000),
        returnedMinor: line.returnedMinor + now.amountMinor,
      };
    }),
    taxes: sale.taxes.map((tax, index) => ({
      ...tax,
      returnedMinor: tax.returnedMinor + (back.taxes[index]?.amountMinor ?? 0),
      returnedBaseMinor: tax.returnedBaseMinor + (back.taxes[index]?.baseMinor ?? 0),
    })),
  };
  return { back, next };
}

test('E3: of three at 9.99 $ with taxes, one comes back with its share of each tax, and the last takes the remainder', () => {
  let sale: Returnable = sold([{ unitPriceMinor: 999, quantity: '3', taxCategory: 'standard' }]);
  const totals: number[] = [];
  for (let part = 0; part < 3; part += 1) {
    const { back, next } = after(sale, [{ position: 1, quantity: '1' }]);
    totals.push(back.totalMinor);
    sale = next;
  }
  expect(totals.reduce((sum, total) => sum + total, 0)).toBe(3_446);
  expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(2);
});

test('E3: more than is left is told with what is left, and a line that was never sold has nothing left', () => {
  const sale = sold([{ unitPriceMinor: 999, quantity: '3', taxCategory: 'standard' }]);
  const { next } = after(sale, [{ position: 1, quantity: '2' }]);
  expect(takeBack(next, [{ position: 1, quantity: '2' }])).toEqual({
    is: 'more-than-left',
    left: [{ position: 1, quantity: '1' }],
  });
  expect(takeBack(next, [{ position: 7, quantity: '1' }])).toMatchObject({ is: 'more-than-left' });
  expect(next.lines.map(leftOf)).toEqual(['1']);
});

const item = fc.record({
  unitPriceMinor: fc.integer({ min: 0, max: 20_000 }),
  quantity: fc.integer({ min: 1, max: 9_000 }).map((thousandths) => String(thousandths / 1000)),
  taxCategory: fc.constantFrom('standard', 'zero-rated', 'book'),
});

test('E3: returning all of a sale, in any parts and in any order, gives back all the money and no cent more', () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 999 })), { maxLength: 8 }),
      (items, cuts) => {
        const sale = sold(items);
        let rest: Returnable = sale;
        let backMinor = 0;
        const take = (position: number, quantity: string) => {
          const { back, next } = after(rest, [{ position, quantity }]);
          backMinor += back.totalMinor;
          rest = next;
        };
        for (const [at, perMille] of cuts) {
          const line = rest.lines[at % rest.lines.length];
          const part = Math.floor((Number(line ? leftOf(line) : 0) * 1000 * perMille) / 1000) / 1000;
          if (line && part > 0) take(line.position, String(part));
        }
        for (const line of rest.lines) if (leftOf(line) !== '0') take(line.position, leftOf(line));
        expect(backMinor).toBe(sale.totalMinor);
      },
    ),
    { numRuns: 200 },
  );
});

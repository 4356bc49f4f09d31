import { randomUUID } from 'node:crypto';
import { type BasketLine, type ProductPricing, priceBasket, taxData } from '@comptoir/pricing';
import { takeBack } from '@comptoir/pricing/returns/take-back';
import { waysBack } from '@comptoir/pricing/returns/ways-back';
import { Problem } from '@comptoir/service-kit';
import type { ReturnableOrder } from '@comptoir/sync-protocol/wire/order-returns';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByLeft } from '../src/aftercare/at-store-returns.ts';
import { sumOfLine } from '../src/aftercare/removed.ts';
import { tellReturnable } from '../src/aftercare/returnable.ts';
import type { FrozenCart } from '../src/neighbours/cart.ts';
import {
  allOf,
  giftPartOf,
  moneyOf,
  type RefundParts,
  refundOfAmountAsked,
  refundOfEverything,
  refundOfLines,
} from '../src/refunds.ts';

const rules = { version: 't', ...taxData, taxMode: 'added-per-invoice' as const, cashIncrementMinor: 5 };
const at = '2026-11-24T15:00:00.000Z';

/** A cart as Cart freezes it, priced by the engine itself; the fee is taxed with the goods. */
function cartOf(
  rows: readonly { price: number; pieces: number; category: string }[],
  feeMinor: number,
  jurisdiction = 'CA-QC',
) {
  const pricing = new Map<string, ProductPricing>(
    rows.map(({ price, category }, index) => [
      `p${index}`,
      { productId: `p${index}`, unitPriceMinor: price, taxCategory: category, soldBy: 'piece' },
    ]),
  );
  if (feeMinor > 0)
    pricing.set('delivery', {
      productId: 'delivery',
      unitPriceMinor: feeMinor,
      taxCategory: 'standard',
      soldBy: 'piece',
      isCharge: true,
    });
  const lines: BasketLine[] = rows.map(({ pieces }, index) => ({
    id: `l${index}`,
    productId: `p${index}`,
    quantity: String(pieces),
  }));
  const basket = {
    currency: 'CAD' as const,
    channel: 'web' as const,
    openedAt: at,
    taxDate: '2026-11-24',
    jurisdiction,
    coupons: [],
  };
  const fee = feeMinor > 0 ? [{ id: 'delivery', productId: 'delivery', quantity: '1' }] : [];
  const whole = priceBasket(
    { ...basket, lines: [...lines, ...fee] },
    { ...rules, products: (id) => pricing.get(id) },
    at,
  );
  const priced = {
    ...whole,
    lines: whole.lines.filter(({ id }) => id !== 'delivery'),
    deliveryMinor: feeMinor,
  };
  return {
    priced,
    lines: priced.lines.map((line, index) => ({
      lineId: line.id,
      productId: `p${index}`,
      sku: `S${index}`,
      names: { fr: 'a', en: 'a' },
      soldBy: 'piece' as const,
      quantity: String(rows[index]?.pieces ?? 1),
      unitPriceMinor: line.unitPriceMinor,
      amountMinor: line.amountMinor,
    })),
  };
}

/** Two taxes on the same goods, or one at two rates. */
const provinces = fc.constantFrom('CA-QC', 'CA-ON');
const ofCard = (cardMinor: number) => ({ cardMinor, giftMinor: 0 });
const sumOf = (rows: readonly { amountMinor: number }[]) =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const rows = fc.array(
  fc.record({
    price: fc.integer({ min: 1, max: 99_999 }),
    pieces: fc.integer({ min: 1, max: 9 }),
    category: fc.constantFrom('standard', 'basic-grocery', 'printed-book'),
  }),
  { minLength: 1, maxLength: 5 },
);

test('O3: of one tax at two rates, what goes back has its own back: an Ontarian book 5 %, a mug 13 %', () => {
  const rows = [
    { price: 10_000, pieces: 1, category: 'standard' },
    { price: 5_000, pieces: 1, category: 'printed-book' },
  ];
  const cart = cartOf(rows, 899, 'CA-ON');
  const left = ofCard(cart.priced.totalMinor);
  const back = (lineId: string) => refundOfLines(cart, allOf([]), left, [{ lineId, quantity: '1' }], false);
  expect([back('l0').amountMinor, back('l1').amountMinor]).toEqual([11_300, 5_250]);
});

test('O3: given back piece by piece in any order, an order gives back all that was paid, to the cent', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(0, 899),
      provinces,
      fc.infiniteStream(fc.nat()),
      (wanted, fee, province, choices) => {
        const cart = cartOf(wanted, fee, province);
        const before: RefundParts[] = [];
        const left = new Map(cart.lines.map(({ lineId, quantity }) => [lineId, Number(quantity)]));
        let withDelivery = fee > 0;
        while (left.size > 0) {
          const open = [...left.keys()];
          const lineId = open[(choices.next().value ?? 0) % open.length] ?? '';
          const rest = left.get(lineId) ?? 0;
          const quantity = 1 + ((choices.next().value ?? 0) % rest);
          const part = refundOfLines(
            cart,
            allOf(before),
            ofCard(cart.priced.totalMinor - sumOf(before)),
            [{ lineId, quantity: String(quantity) }],
            withDelivery,
          );
          withDelivery = false;
          expect(part.amountMinor).toBeGreaterThanOrEqual(0);
          before.push(part);
          if (quantity === rest) left.delete(lineId);
          else left.set(lineId, rest - quantity);
        }
        expect(before.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(cart.priced.totalMinor);
        for (const { code, rate, baseMinor } of cart.priced.taxes) {
          const told = allOf(before).taxes.filter((tax) => tax.code === code && tax.rate === rate);
          expect(told.reduce((sum, tax) => sum + (tax.baseMinor ?? 0), 0)).toBe(baseMinor);
        }
        for (const { code, rate, amountMinor } of cart.priced.taxes)
          expect(
            allOf(before)
              .taxes.filter((tax) => tax.code === code && tax.rate === rate)
              .reduce((sum, tax) => sum + tax.amountMinor, 0),
          ).toBe(amountMinor);
      },
    ),
  );
});

test('O3: whatever amounts go back that are no line’s, goods give back what they cost or what is left, and all of it is what was paid', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(0, 899),
      provinces,
      fc.infiniteStream(fc.nat()),
      (wanted, fee, province, choices) => {
        const cart = cartOf(wanted, fee, province);
        const next = () => choices.next().value ?? 0;
        const before: RefundParts[] = [];
        const leftMinor = () => cart.priced.totalMinor - sumOf(before);
        for (const { lineId, quantity } of cart.lines) {
          if (next() % 2 === 0 && leftMinor() > 0)
            before.push(refundOfAmountAsked(cart, before, leftMinor(), 1 + (next() % leftMinor())));
          const some = String(1 + (next() % Number(quantity)));
          const asked = [{ lineId, quantity: some }];
          const part = refundOfLines(cart, allOf(before), ofCard(leftMinor()), asked, false);
          const alone = refundOfLines(cart, allOf([]), ofCard(cart.priced.totalMinor), asked, false);
          for (const amount of [...part.lines, ...part.taxes])
            expect(amount.amountMinor).toBeGreaterThanOrEqual(0);
          expect(sumOf(part.lines) + sumOf(part.taxes)).toBe(part.amountMinor);
          expect(part.amountMinor).toBeLessThanOrEqual(leftMinor());
          expect(sumOf(part.lines)).toBeLessThanOrEqual(sumOf(alone.lines));
          before.push(part);
        }
        before.push(refundOfEverything(cart, before, ofCard(leftMinor())));
        expect(leftMinor()).toBe(0);
        for (const { code, rate, amountMinor } of cart.priced.taxes)
          expect(
            sumOf(allOf(before).taxes.filter((tax) => tax.code === code && tax.rate === rate)),
          ).toBeLessThanOrEqual(amountMinor);
      },
    ),
  );
});

test('P2 O3: in any parts, a till reckons what an order gives back, and how, to the cent as Order pays it', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(0, 899),
      fc.nat(400),
      provinces,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.infiniteStream(fc.nat()),
      (wanted, fee, points, province, ofCard, choices) => {
        const cart = cartOf(wanted, fee, province);
        const paidPoints = Math.min(points, cart.priced.totalMinor - 1);
        const frozen = {
          ...cart,
          points: paidPoints > 0 ? { points: paidPoints, amountMinor: paidPoints } : null,
        };
        const dueMinor = cart.priced.totalMinor - paidPoints;
        const paidMinor = {
          card: Math.round(dueMinor * ofCard),
          gift: dueMinor - Math.round(dueMinor * ofCard),
        };
        const given: (RefundParts & { id: string; giftMinor: number })[] = [];
        for (const [index, line] of cart.lines.entries()) {
          const gift = given.reduce((sum, { giftMinor }) => sum + giftMinor, 0);
          const money = given.reduce((sum, one) => sum + moneyOf(one), 0);
          const left = { cardMinor: paidMinor.card - (money - gift), giftMinor: paidMinor.gift - gift };
          const quantity = String(1 + ((choices.next().value ?? 0) % Number(line.quantity)));
          const moneyLeft = left.cardMinor + left.giftMinor;
          // Now and then a person gives some back for no goods.
          if ((choices.next().value ?? 0) % 3 === 0 && moneyLeft > 0) {
            const askedMinor = 1 + ((choices.next().value ?? 0) % moneyLeft);
            const bare = refundOfAmountAsked(frozen, given, moneyLeft, askedMinor);
            given.push({ ...bare, id: randomUUID(), giftMinor: giftPartOf(moneyOf(bare), left) });
            continue;
          }
          const told = tellReturnable(orderOf(frozen), given, left, []);
          const seen = withEarlier(told);
          const back = takeBack(seen, [{ position: index + 1, quantity }]);
          const withDelivery = index === 1 && fee > 0;
          const refund = refundOfLines(
            frozen,
            allOf(given),
            left,
            [{ lineId: line.lineId, quantity }],
            false,
          );
          expect(back).toMatchObject({ totalMinor: refund.amountMinor });
          const ways = waysBack(told.paid, refund.amountMinor);
          const giftMinor = giftPartOf(moneyOf(refund), left);
          expect(ways).toEqual({
            ...{ points: refund.points, pointsMinor: refund.pointsMinor, besideMinor: giftMinor },
            cardMinor: moneyOf(refund) - giftMinor,
          });
          // Now and then the delivery goes back too, by head office.
          const paid = withDelivery
            ? refundOfLines(frozen, allOf(given), left, [{ lineId: line.lineId, quantity }], true)
            : refund;
          given.push({ ...paid, id: randomUUID(), giftMinor: giftPartOf(moneyOf(paid), left) });
        }
      },
    ),
  );
});

/** As a store adds it up. */
function withEarlier({ taxMode, lines, taxes, returns, paid }: ReturnableOrder) {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);
  return {
    taxMode,
    paid,
    lines: lines.map((line) => {
      const back = returns.flatMap((one) => one.lines).filter(({ position }) => position === line.position);
      return {
        ...line,
        returnedQuantity: String(sum(back.map(({ quantity }) => Number(quantity)))),
        returnedMinor: sum(back.map(({ amountMinor }) => amountMinor)),
      };
    }),
    taxes: taxes.map((tax) => {
      const back = returns
        .flatMap((one) => one.taxes)
        .filter(({ code, rate }) => code === tax.code && rate === tax.rate);
      return {
        ...tax,
        returnedBaseMinor: sum(back.map(({ baseMinor }) => baseMinor)),
        returnedMinor: sum(back.map(({ amountMinor }) => amountMinor)),
      };
    }),
  };
}

const orderOf = (frozen: Pick<FrozenCart, 'lines' | 'priced' | 'points'>) => ({
  ...({ id: randomUUID(), number: 'C-7F3K-92QD', language: 'fr', currency: 'CAD', giftCard: null } as const),
  ...{ confirmedAt: new Date(at), createdAt: new Date(at), frozen },
});

test('P2 O3: of what came to a store, what is left of the order is kept and the rest is too much, in whatever parts it came', () => {
  const ids = fc.constantFrom('a', 'b', 'c');
  const came = fc.array(fc.record({ lineId: ids, quantity: fc.integer({ min: 1, max: 9 }).map(String) }));
  fc.assert(
    fc.property(came, fc.dictionary(ids, fc.nat(9_000)), (parts, left) => {
      const { lines, excess } = splitByLeft(parts, (lineId) => left[lineId] ?? 0);
      for (const id of ['a', 'b', 'c']) {
        expect(sumOfLine(lines, id)).toBeLessThanOrEqual(left[id] ?? 0);
        expect(sumOfLine(lines, id) + sumOfLine(excess, id)).toBe(sumOfLine(parts, id));
        if (sumOfLine(excess, id) > 0) expect(sumOfLine(lines, id)).toBe(left[id] ?? 0);
      }
    }),
  );
});

test('C2 O3: an order paid in part with points gives back its points and its money, each to the last, in any portions', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      rows,
      share,
      fc.integer({ min: 1, max: 9 }),
      fc.nat(8),
      (wanted, part, pointMinor, pieces) => {
        const priced = cartOf(wanted, 899);
        const points = Math.floor(((priced.priced.totalMinor - 100) * part) / pointMinor);
        fc.pre(points > 0);
        const cart = { ...priced, points: { points, amountMinor: points * pointMinor } };
        const dueMinor = priced.priced.totalMinor - cart.points.amountMinor;
        const before: RefundParts[] = [];
        for (const { lineId } of cart.lines.slice(0, pieces)) {
          const left = ofCard(dueMinor - before.reduce((sum, one) => sum + moneyOf(one), 0));
          const part = refundOfLines(cart, allOf(before), left, [{ lineId, quantity: '1' }], false);
          expect(moneyOf(part)).toBeGreaterThanOrEqual(0);
          before.push(part);
        }
        const moneyLeft = dueMinor - before.reduce((sum, part) => sum + moneyOf(part), 0);
        before.push(refundOfEverything(cart, before, ofCard(moneyLeft)));
        expect(before.reduce((sum, part) => sum + part.points, 0)).toBe(points);
        expect(before.reduce((sum, part) => sum + moneyOf(part), 0)).toBe(dueMinor);
      },
    ),
  );
});

test('O3: all that is left is told line by line, also once an amount went back that was no line’s', () => {
  const cart = cartOf([{ price: 999, pieces: 3, category: 'standard' }], 899);
  const { totalMinor } = cart.priced;
  const whole = refundOfEverything(cart, [], ofCard(totalMinor));
  expect(whole).toMatchObject({
    amountMinor: totalMinor,
    deliveryMinor: 899,
    lines: [{ lineId: 'l0', quantity: '3' }],
  });
  const some = refundOfAmountAsked(cart, [], totalMinor, 500);
  expect(refundOfEverything(cart, [some], ofCard(totalMinor - 500))).toMatchObject({
    amountMinor: totalMinor - 500,
    lines: [{ lineId: 'l0', quantity: '3' }],
  });
});

test('C2 O3: all the money of an order back as one amount brings its points back too; a part of it does not', () => {
  const priced = cartOf([{ price: 1_000, pieces: 2, category: 'standard' }], 0);
  const cart = { ...priced, points: { points: 500, amountMinor: 500 } };
  const dueMinor = priced.priced.totalMinor - 500;
  const some = refundOfAmountAsked(cart, [], dueMinor, 300);
  expect(some).toMatchObject({ points: 0, amountMinor: 300 });
  const rest = refundOfAmountAsked(cart, [some], dueMinor - 300, dueMinor - 300);
  expect(rest).toMatchObject({ points: 500, pointsMinor: 500, amountMinor: priced.priced.totalMinor - 300 });
});

test('O3: more than is left of a line, and a line that is not there, are refused', () => {
  const cart = cartOf([{ price: 999, pieces: 3, category: 'standard' }], 0);
  const first = refundOfLines(cart, allOf([]), ofCard(4_000), [{ lineId: 'l0', quantity: '2' }], false);
  const type = (quantity: string, lineId = 'l0') => {
    try {
      refundOfLines(cart, allOf([first]), ofCard(4_000), [{ lineId, quantity }], false);
    } catch (error) {
      return error instanceof Problem ? error.type : error;
    }
  };
  expect([type('2'), type('0'), type('-1'), type('1', 'other')]).toEqual([
    'more-than-left',
    'more-than-left',
    'more-than-left',
    'not-found',
  ]);
});

test('O3: whatever goes back, in any parts, the bank card has its own back first, and each what it paid', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(9_999), fc.nat(9_999), amounts, (cardMinor, giftMinor, parts) => {
      let left = { cardMinor, giftMinor };
      for (const part of [...parts, 99_999]) {
        const money = Math.min(part, left.cardMinor + left.giftMinor);
        const onGift = giftPartOf(money, left);
        expect(onGift === 0 || money - onGift === left.cardMinor).toBe(true);
        left = { cardMinor: left.cardMinor - (money - onGift), giftMinor: left.giftMinor - onGift };
        expect(Math.min(left.cardMinor, left.giftMinor)).toBeGreaterThanOrEqual(0);
      }
      expect(left).toEqual({ cardMinor: 0, giftMinor: 0 });
    }),
  );
});

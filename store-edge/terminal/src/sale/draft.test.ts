import type { ReturnRequest } from '@comptoir/edge-agent/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { type Draft, type DraftEvent, isFixed, lineInHand, linesMax, newDraft, onDraft } from './draft.ts';

const product = (id: string, unitPriceMinor = 499, soldBy: Product['soldBy'] = 'piece'): Product => ({
  id,
  sku: id.toUpperCase(),
  gtins: [],
  nameFr: id,
  nameEn: id,
  categoryId: 'c',
  unitPriceMinor,
  taxCategory: 'standard',
  soldBy,
  isCharge: false,
  imageUrl: undefined,
  rank: 1,
  favourite: false,
});
const start = newDraft('sale', '2026-11-24T15:00:00.000Z');
const at = '2026-11-24T15:02:00.000Z';
const ring = (...events: DraftEvent[]) => events.reduce(onDraft, start);
const added = (lineId: string, one = product('milk'), quantity = '1'): DraftEvent => ({
  type: 'added',
  lineId,
  product: one,
  quantity,
  at: start.openedAt,
});
const cash: DraftEvent = {
  type: 'tendered',
  tender: { kind: 'cash', amountMinor: 500, receivedMinor: 500, changeMinor: 0 },
};

test('E1: the same article scanned again counts up its line while it is the last', () => {
  const draft = ring(added('1'), added('2'), added('3', product('bread')), added('4'));
  expect(draft.lines.map((line) => [line.productId, line.quantity])).toEqual([
    ['milk', '2'],
    ['bread', '1'],
    ['milk', '1'],
  ]);
});

test('E1: a weighed article never counts up another weighing', () => {
  const apples = product('apples', 399, 'weight');
  expect(ring(added('1', apples, '0.345'), added('2', apples, '0.5')).lines).toHaveLength(2);
});

test('E7: a price that drops applies to the open basket and says from what; a rise does not', () => {
  const seen = (unitPriceMinor: number): DraftEvent => ({
    type: 'price-seen',
    productId: 'milk',
    unitPriceMinor,
    at,
  });
  const dropped = ring(added('1'), seen(449));
  expect(dropped.lines[0]).toMatchObject({
    toldUnitPriceMinor: 449,
    toldAnew: { fromMinor: 499, toMinor: 449, at },
  });
  expect(onDraft(dropped, seen(599))).toBe(dropped);
  const later = onDraft(dropped, added('2', product('milk', 599)));
  expect(later.lines.map((line) => line.toldUnitPriceMinor)).toEqual([449, 599]);
});

test('E7: a second drop still tells the first price', () => {
  const draft = ring(
    added('1'),
    { type: 'price-seen', productId: 'milk', unitPriceMinor: 449, at },
    { type: 'price-seen', productId: 'milk', unitPriceMinor: 399, at },
  );
  expect(draft.lines[0]?.toldAnew).toMatchObject({ fromMinor: 499, toMinor: 399 });
});

test('E7: what was told holds four hours; then a rise is told anew', () => {
  const seen = (at: string): DraftEvent => ({
    type: 'price-seen',
    productId: 'milk',
    unitPriceMinor: 599,
    at,
  });
  const within = ring(added('1'), seen('2026-11-24T19:00:00.000Z'));
  expect(within.lines[0]?.toldUnitPriceMinor).toBe(499);
  const later = '2026-11-24T19:00:00.001Z';
  expect(onDraft(within, seen(later)).lines[0]).toMatchObject({
    toldUnitPriceMinor: 599,
    toldAt: later,
    toldAnew: { fromMinor: 499, toMinor: 599, at: later },
  });
});

test('E1: the line in hand is the one chosen, else the last', () => {
  const draft = ring(added('1'), added('2', product('bread')));
  expect(lineInHand(draft)?.id).toBe('2');
  const up = onDraft(draft, { type: 'selection-moved', by: -1 });
  expect(lineInHand(up)?.id).toBe('2');
  expect(lineInHand(onDraft(up, { type: 'selection-moved', by: -1 }))?.id).toBe('1');
});

test('E1: a basket holds no more lines than its limit', () => {
  let draft = start;
  for (let index = 0; index < linesMax + 3; index += 1) {
    draft = onDraft(draft, added(String(index), product(`p${index}`)));
  }
  expect(draft.lines).toHaveLength(linesMax);
});

const change = fc.oneof(
  fc.constantFrom('milk', 'bread', 'eggs').map((id) => added(`new-${id}`, product(id))),
  fc.constant<DraftEvent>({ type: 'line-voided', lineId: '1' }),
  fc.constant<DraftEvent>({ type: 'quantity-changed', lineId: '1', by: 1 }),
  fc.constant<DraftEvent>({ type: 'quantity-set', lineId: '1', quantity: '7' }),
  fc.constant<DraftEvent>({ type: 'price-seen', productId: 'milk', unitPriceMinor: 1, at }),
);

test('E13: once money has moved, or may be moving, no event changes a line', () => {
  const attempt: DraftEvent = {
    type: 'attempted',
    attempt: { attemptId: 'a', amountMinor: 574, state: 'unknown', detail: '' },
  };
  fc.assert(
    fc.property(fc.array(change), fc.constantFrom(cash, attempt), (events, fixing) => {
      const fixed = ring(added('1'), fixing);
      expect(isFixed(fixed)).toBe(true);
      expect(events.reduce(onDraft, fixed).lines).toEqual(fixed.lines);
    }),
  );
});

test('E1: quantities stay above zero and told prices never rise, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (events) => {
      let before: Draft = ring(added('1'));
      for (const [index, event] of events.entries()) {
        const after = onDraft(before, event.type === 'added' ? { ...event, lineId: `l${index}` } : event);
        for (const line of after.lines) {
          expect(Number(line.quantity)).toBeGreaterThan(0);
          const was = before.lines.find((one) => one.id === line.id);
          if (was) expect(line.toldUnitPriceMinor).toBeLessThanOrEqual(was.toldUnitPriceMinor);
        }
        before = after;
      }
    }),
  );
});

test('E1: a line or the basket is cheaper by hand until it is at full price again; a discounted line is not counted up by the next scan', () => {
  const discount = { percent: '10', reason: 'damaged', by: 'u-martin' };
  const one = onDraft(newDraft('s', at), {
    type: 'added',
    lineId: 'l1',
    product: product('mug'),
    quantity: '1',
    at,
  });
  const off = onDraft(one, { type: 'discounted', lineId: 'l1', discount });
  expect(off.lines[0]?.discount).toEqual(discount);
  expect(
    onDraft(off, { type: 'added', lineId: 'l2', product: product('mug'), quantity: '1', at }).lines,
  ).toHaveLength(2);
  const priceOverride = { unitPriceMinor: 100, reason: 'price-match', by: 'u-martin' };
  const set = onDraft(off, { type: 'price-set', lineId: 'l1', priceOverride });
  expect(set.lines[0]?.priceOverride).toEqual(priceOverride);
  expect(onDraft(set, { type: 'full-price', lineId: 'l1' }).lines).toEqual(one.lines);
  const whole = onDraft(one, { type: 'discounted', lineId: null, discount });
  expect(onDraft(whole, { type: 'full-price', lineId: null })).toEqual(one);
});

test('E2: a gift card that is given back leaves the other tenders as they are', () => {
  const card = (spendId: string) =>
    ({
      ...({ kind: 'gift-card', amountMinor: 500, valueId: 'v', last4: 'ABCD', spendId } as const),
      authorisedBy: 'head-office',
    }) as const;
  const cheque = { kind: 'cheque', amountMinor: 100 } as const;
  const paid = [card('a'), cheque, card('b')].reduce(
    (draft, tender) => onDraft(draft, { type: 'tendered', tender }),
    newDraft('s', '2026-11-24T15:00:00.000Z'),
  );
  expect(onDraft(paid, { type: 'value-given-back', spendId: 'a' }).tenders).toEqual([cheque, card('b')]);
});

test('E3: an exchange is a tender that fixes the basket, once however often it is told, and can be dropped', () => {
  const request = { returnId: 'r' } as ReturnRequest;
  const cheque = { kind: 'cheque', amountMinor: 100 } as const;
  const begun = onDraft(newDraft('s', '2026-11-24T15:00:00.000Z'), { type: 'tendered', tender: cheque });
  const told = [1, 2].reduce(
    (draft) => onDraft(draft, { type: 'exchanged', amountMinor: 900, request }),
    begun,
  );
  expect(told.tenders).toEqual([cheque, { kind: 'exchange', amountMinor: 900, returnId: 'r' }]);
  expect(isFixed(told)).toBe(true);
  expect(onDraft(told, { type: 'exchange-dropped' })).toEqual(begun);
});

test('E4: notes of a line and of the sale stay until they are emptied, and not once money has moved', () => {
  const line: DraftEvent = { type: 'line-noted', lineId: '1', note: 'fragile' };
  const noted = ring(added('1'), line, { type: 'sale-noted', note: 'mardi', certificate: '' });
  expect(noted).toMatchObject({ note: 'mardi', lines: [{ note: 'fragile' }] });
  const emptied = [
    { type: 'line-noted', lineId: '1', note: '' },
    { type: 'sale-noted', note: '', certificate: '' },
  ] as const;
  expect(emptied.reduce(onDraft, noted)).toEqual(ring(added('1')));
  const paid = onDraft(noted, cash);
  expect(emptied.reduce(onDraft, paid)).toEqual(paid);
});

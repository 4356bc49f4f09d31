import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { ageOn } from './age.ts';
import { type DraftEvent, lineInHand, newDraft, onDraft } from './draft.ts';
import { openQuestion } from './questions.ts';
import { pieceNumberIn, recogniseScan } from './recognise.ts';

const product = (id: string, more: Partial<Product> = {}): Product => ({
  ...{ id, sku: id.toUpperCase(), gtins: [], nameFr: id, nameEn: id, categoryId: 'c', unitPriceMinor: 500 },
  ...{
    taxCategory: 'standard',
    soldBy: 'piece',
    isCharge: false,
    imageUrl: undefined,
    rank: 1,
    favourite: false,
  },
  ...more,
});
const beer = product('beer', { minimumAge: 18, chargeIds: ['can'] });
const can = product('can', { unitPriceMinor: 10, isCharge: true });
const phone = product('phone', { tracks: 'serial' });
const cheese = product('cheese', { tracks: 'lot' });
const known = (id: string) =>
  [beer, can, phone, cheese, product('spirit', { minimumAge: 21 })].find((one) => one.id === id);
const start = newDraft('sale', '2026-11-24T15:00:00.000Z');
const added = (lineId: string, one: Product, more: object = {}): DraftEvent => ({
  ...({ type: 'added', lineId, product: one, quantity: '1', at: start.openedAt } as const),
  ...more,
});
const ring = (...events: DraftEvent[]) => events.reduce(onDraft, start);
const checked = (minimumAge: number): DraftEvent => ({
  type: 'age-checked',
  ageCheck: { minimumAge, how: 'at-sight', checkedBy: 'u' },
});

test('E1: an article that asks for an age asks once a sale, and again only for a higher age', () => {
  expect(openQuestion(ring(added('1', beer)), known)).toEqual({ kind: 'age', lineId: '1', minimumAge: 18 });
  expect(openQuestion(ring(added('1', beer), checked(18), added('2', beer)), known)).toBeNull();
  const higher = ring(added('1', beer), checked(18), added('2', product('spirit')));
  expect(openQuestion(higher, known)).toMatchObject({ kind: 'age', lineId: '2', minimumAge: 21 });
  expect(openQuestion(ring(added('1', beer), { type: 'line-voided', lineId: '1' }), known)).toBeNull();
});

test('E1: a serial number and a lot are asked for where the article wants them, and not where its code told them or they cannot be read', () => {
  expect(openQuestion(ring(added('1', phone)), known)).toMatchObject({ kind: 'piece', tracks: 'serial' });
  const told = added('1', phone, { piece: { tracks: 'serial', number: 'S1' } });
  expect(openQuestion(ring(told), known)).toBeNull();
  const unreadable: DraftEvent = { type: 'piece-told', lineId: '1', piece: { tracks: 'lot', number: null } };
  expect(openQuestion(ring(added('1', cheese), unreadable), known)).toBeNull();
  // Two phones are two lines; a lot that goes on counts up its line, another does not.
  expect(ring(told, added('2', phone)).lines).toHaveLength(2);
  expect(ring(told, { type: 'quantity-changed', lineId: '1', by: 1 }).lines[0]?.quantity).toBe('1');
  const lot = (number: string) => ({ piece: { tracks: 'lot', number } });
  expect(ring(added('1', cheese, lot('A')), added('2', cheese, lot('A'))).lines).toHaveLength(1);
  expect(ring(added('1', cheese, lot('A')), added('2', cheese, lot('B'))).lines).toHaveLength(2);
});

test('E1: a GS1 code tells the serial number (21) or the lot (10) by itself', () => {
  const gtin = '09521234543213';
  const codes = { byCode: (code: string) => (code === gtin ? phone : undefined), inStore: [] };
  expect(recogniseScan(`01${gtin}21ABC-123`, ']d2', codes)).toMatchObject({
    is: 'product',
    piece: { tracks: 'serial', number: 'ABC-123' },
  });
  expect(pieceNumberIn(`01${gtin}21ABC-123`, ']d2', 'serial')).toBe('ABC-123');
  expect(pieceNumberIn('SN 77/4', null, 'serial')).toBe('SN 77/4');
});

test('E1: deposits have lines of their own, as many as their article; what is in hand is the article', () => {
  const two = ring(added('1', beer, { charges: [can] }), added('2', beer, { charges: [can] }));
  expect(two.lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    ['beer', '2'],
    ['can', '2'],
  ]);
  expect(lineInHand(two)?.productId).toBe('beer');
  const six = onDraft(two, { type: 'quantity-set', lineId: '1', quantity: '6' });
  expect(six.lines.map(({ quantity }) => quantity)).toEqual(['6', '6']);
  expect(onDraft(six, { type: 'line-voided', lineId: '1' }).lines).toEqual([]);
});

test.each([
  ['20081124', 18],
  ['20081125', 17],
  ['20080229', 18],
  ['20090230', null],
  ['2008', null],
  ['20271124', null],
])('E1: who was born on %s is %s years old on 2026-11-24', (birth, years) =>
  expect(ageOn(birth, '2026-11-24')).toBe(years),
);

test('E1: a birth date is of age from its birthday on, and not a day before', () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1920-01-01'), max: new Date('2008-12-31'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 21 }),
      (date, years) => {
        const birth = date.toISOString().slice(0, 10);
        const birthday = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`;
        const before = new Date(Date.parse(`${birthday}T00:00:00Z`) - 86_400_000);
        if (Number.isNaN(before.getTime()) || birth.endsWith('02-29')) return;
        const typed = birth.replaceAll('-', '');
        expect(ageOn(typed, birthday)).toBe(years);
        expect(ageOn(typed, before.toISOString().slice(0, 10))).toBe(years - 1);
      },
    ),
  ));

import { expect, test } from 'vitest';
import { holdersOf, myLines, quantityBefore, type Stored, toRecount } from './documents.ts';

const countId = '0193a000-0000-7000-8000-00000000c001';
const at = '2026-11-24T15:00:00.000Z';
const line = (counterId: string, productId: string, quantity: string, _rev: string): Stored => ({
  _id: `line:${countId}:z:${productId}:${counterId}`,
  _rev,
  type: 'line',
  countId,
  zoneId: 'z',
  productId,
  counterId,
  counterName: counterId,
  tabletId: 't',
  quantity,
  countedAt: at,
});
const decision = (picked: string | null, basis: string[]): Stored => ({
  _id: `decision:${countId}:z:lamp`,
  _rev: '1-d',
  type: 'decision',
  countId,
  zoneId: 'z',
  productId: 'lamp',
  picked,
  basis,
  decidedBy: 'u-m',
  decidedAt: at,
});
const zone = (counterId: string, doneAt: string | null): Stored => ({
  _id: `zone:${countId}:z:${counterId}`,
  _rev: '1-z',
  type: 'zone',
  countId,
  zoneId: 'z',
  counterId,
  counterName: counterId,
  takenAt: at,
  doneAt,
});
const of = (...documents: Stored[]) => new Map(documents.map((document) => [document._id, document]));
const mine = { countId, zoneId: 'z', counterId: 'u-a' };

test('E10: a zone says who has it, how much they have counted, and who is done', () => {
  const documents = of(
    zone('u-b', at),
    zone('u-a', null),
    line('u-a', 'lamp', '1', '1-a'),
    line('u-b', 'mug', '2', '1-b'),
  );
  expect(holdersOf(documents, countId, 'z')).toEqual([
    { counterId: 'u-a', counterName: 'u-a', lineCount: 1, done: false },
    { counterId: 'u-b', counterName: 'u-b', lineCount: 1, done: true },
  ]);
});

test('E10: a counter sees the own lines alone', () => {
  const documents = of(line('u-a', 'lamp', '1', '1-a'), line('u-b', 'lamp', '2', '1-b'));
  expect(myLines(documents, mine).map(({ quantity }) => quantity)).toEqual(['1']);
});

test('E10: a recount begins at nothing, and is over once somebody has counted', () => {
  const before = of(
    line('u-a', 'lamp', '9', '1-a'),
    line('u-b', 'lamp', '8', '1-b'),
    decision(null, ['1-a', '1-b']),
  );
  expect(toRecount(before, countId, 'z')).toEqual(['lamp']);
  expect(myLines(before, mine)).toEqual([]);
  const known = before.get(`line:${countId}:z:lamp:u-a`);
  expect(quantityBefore(before, known?.type === 'line' ? known : undefined)).toBe('0');
  const after = of(
    line('u-a', 'lamp', '1', '2-a'),
    line('u-b', 'lamp', '8', '1-b'),
    decision(null, ['1-a', '1-b']),
  );
  expect(toRecount(after, countId, 'z')).toEqual([]);
  expect(myLines(after, mine).map(({ quantity }) => quantity)).toEqual(['1']);
});

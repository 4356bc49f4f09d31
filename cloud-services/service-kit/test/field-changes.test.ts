import { expect, test } from 'vitest';
import { fieldChanges } from '../src/field-changes.ts';

test('P1: what a database gives back in another order has not changed; what came and what went has', () => {
  const before = { name: { fr: 'Pain', en: 'Bread' }, rank: 3, tags: ['a', 'b'] };
  const after = { name: { en: 'Bread', fr: 'Pain' }, tags: ['b', 'a'], favourite: true };
  expect(fieldChanges(before, after)).toEqual([
    { field: 'rank', before: 3, after: null },
    { field: 'tags', before: ['a', 'b'], after: ['b', 'a'] },
    { field: 'favourite', before: null, after: true },
  ]);
});

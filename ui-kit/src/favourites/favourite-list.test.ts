import fc from 'fast-check';
import { expect, test } from 'vitest';
import { favouritesMax, withAdded, withMoved, without } from './favourite-list.ts';

test('E1: a favourite that is moved stands where it was put, and no other is lost or doubled', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.nat(70), fc.nat(70), (ids, from, to) => {
      const moved = withMoved(ids, from, to);
      expect([...moved].sort()).toEqual([...ids].sort());
      if (from < ids.length && to < ids.length) expect(moved[to]).toBe(ids[from]);
      else expect(moved).toEqual(ids);
      expect(withMoved(moved, to, from)).toEqual(ids);
    }),
  ));

test('E1: a favourite is added once, at the end, while there is room, and taken away', () => {
  expect(withAdded(['a'], 'b')).toEqual(['a', 'b']);
  expect(withAdded(['a', 'b'], 'a')).toEqual(['a', 'b']);
  const full = Array.from({ length: favouritesMax }, (_, at) => `p${at}`);
  expect(withAdded(full, 'one more')).toEqual(full);
  expect(without(['a', 'b'], 'a')).toEqual(['b']);
});

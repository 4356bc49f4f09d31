import { expect, test } from 'vitest';
import { scopeOf } from '../src/reports/scope.ts';

const manager = { stores: ['mtl', 'lav'] } as const;

test('R1: a manager sees the own stores, together or one by one, and is refused any other', () => {
  expect(scopeOf(manager, {}).storeIds).toEqual(['mtl', 'lav']);
  expect(scopeOf(manager, { storeId: 'lav' }).storeIds).toEqual(['lav']);
  expect(() => scopeOf(manager, { storeId: 'que' })).toThrow('wrong-store');
});

test('R1: whose stores do not limit them sees every store', () => {
  expect(scopeOf({}, { channel: 'web' })).toEqual({ storeIds: null, channel: 'web' });
});

import { expect, test } from 'vitest';
import { keptFor } from '../src/kept.ts';

test('what every visitor is told alike is asked for once, also by those who come at the same moment', async () => {
  let asked = 0;
  const read = keptFor<string, null>(60_000, async (key) => {
    asked += 1;
    return `${key}${asked}`;
  });
  expect(await Promise.all([read('a', null), read('a', null), read('b', null)])).toEqual(['a1', 'a1', 'b2']);
  expect(await read('a', null)).toBe('a1');
});

test('what cannot be had just now is what it was before', async () => {
  const answers: (string | undefined)[] = ['first', undefined];
  const read = keptFor<string, null>(0, async () => answers.shift());
  expect(await read('k', null)).toBe('first');
  expect(await read('k', null)).toBe('first');
  expect(await read('k', null)).toBe('first');
});

test('what cannot be had is asked for again after a while only, where that was asked for', async () => {
  let asked = 0;
  const read = keptFor<string, null>(
    0,
    async () => {
      asked += 1;
      return undefined;
    },
    60_000,
  );
  expect([await read('k', null), await read('k', null), asked]).toEqual([undefined, undefined, 1]);
});

test('what never could be had is not known', async () => {
  const read = keptFor<string, null>(60_000, async () => undefined);
  expect(await read('k', null)).toBeUndefined();
});

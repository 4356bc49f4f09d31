import { expect, test } from 'vitest';
import { openKept } from '../src/reports/kept.ts';

const asks = (rowsMax?: number) => {
  const kept = openKept(rowsMax);
  const read: string[] = [];
  return {
    read,
    ask: (key: string, state: string, rows = 1) =>
      kept.rows(key, state, async () => {
        read.push(`${key} ${state}`);
        return Array.from({ length: rows }, () => `${key} ${state}`);
      }),
  };
};

test('R1: what has not changed is read once, also when many ask at the same moment, and again once it has', async () => {
  const { ask, read } = asks();
  await Promise.all([ask('year', '1'), ask('year', '1')]);
  expect(await ask('year', '1')).toEqual(['year 1']);
  expect(read).toEqual(['year 1']);
  expect(await ask('year', '2')).toEqual(['year 2']);
  expect(await ask('year', '1')).toEqual(['year 1']);
});

test('R1: what failed is read again', async () => {
  const kept = openKept();
  await expect(kept.rows('year', '1', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await kept.rows('year', '1', async () => ['here'])).toEqual(['here']);
});

test('R1: more than there is room for makes the longest unasked be forgotten', async () => {
  const { ask, read } = asks(10);
  await ask('a', '1', 4);
  await ask('b', '1', 4);
  await ask('a', '1', 4);
  await ask('c', '1', 4);
  read.length = 0;
  for (const key of ['a', 'c', 'b']) await ask(key, '1', 4);
  expect(read).toEqual(['b 1']);
  // More than all of the room is answered, and not held.
  expect(await ask('huge', '1', 99)).toHaveLength(99);
  expect(await ask('huge', '1', 99)).toHaveLength(99);
  expect(read.filter((one) => one === 'huge 1')).toHaveLength(2);
});

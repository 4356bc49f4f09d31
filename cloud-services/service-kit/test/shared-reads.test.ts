import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedReads } from '../src/feeds/shared-reads.ts';

test('S7: however many ask, and whenever, no answer is older than its question', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 1 }),
      async (s, keys) => {
        const shared = sharedReads<number>();
        let version = 0;
        const read = () => s.schedule(Promise.resolve(version));
        const asked: Promise<void>[] = [];
        const { task } = s.scheduleSequence(
          keys.map((key) => async () => {
            version += 1;
            const atLeast = version;
            asked.push(shared(key, read).then((seen) => expect(seen).toBeGreaterThanOrEqual(atLeast)));
          }),
        );
        await s.waitFor(task);
        await s.waitFor(Promise.all(asked));
      },
    ),
    { numRuns: 50 },
  ));

test('five hundred who ask in one moment are answered by one read; one that fails is nobody else’s', async () => {
  const shared = sharedReads<number>();
  let reads = 0;
  const ask = () =>
    shared('page', async () => {
      reads += 1;
      if (reads === 2) throw new Error('the database is away');
      return reads;
    });
  expect(await Promise.all(Array.from({ length: 500 }, ask))).toEqual(new Array(500).fill(1));
  await expect(ask()).rejects.toThrow('the database is away');
  expect(await ask()).toBe(3);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped, groupMax, waitingMax } from '../src/http/group.ts';

test('each that waits gets its own answer, whatever became of its group', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('done', 'refused', 'left', 'poison')),
      fc.array(fc.nat(3)),
      async (kinds, pauses) => {
        const jobs = kinds.map((kind, n) => ({ kind, n }));
        const together: number[] = [];
        const ask = grouped<(typeof jobs)[number], string>(
          async (group) => {
            expect(group.length).toBeLessThanOrEqual(groupMax);
            for (let turn = pauses[group[0]?.n ?? 0] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
            if (group.some(({ kind }) => kind === 'poison')) throw new Error('all of you');
            together.push(...group.map(({ n }) => n));
            return group.map(({ kind, n }) =>
              kind === 'left' ? undefined : kind === 'refused' ? new Error(`not ${n}`) : `${n}`,
            );
          },
          async ({ kind, n }) => {
            if (kind === 'poison' || kind === 'refused') throw new Error(`not ${n}`);
            return `${n}`;
          },
        );
        const answers = await Promise.all(
          jobs.map((job) => ask(job).catch((error: unknown) => (error as Error).message)),
        );
        expect(answers).toEqual(
          jobs.map(({ kind, n }) => (kind === 'done' || kind === 'left' ? `${n}` : `not ${n}`)),
        );
        expect(together).toEqual([...together].sort((a, b) => a - b));
      },
    ),
    { numRuns: 50 },
  ));

test('who would wait too long is told to come again', async () => {
  let open = () => {};
  const door = new Promise<void>((resolve) => {
    open = resolve;
  });
  const ask = grouped<number, number>(
    async (group) => {
      await door;
      return [...group];
    },
    (n) => Promise.resolve(n),
  );
  const first = ask(0);
  const waiting = Array.from({ length: waitingMax }, (_, n) => ask(n + 1));
  await expect(ask(-1)).rejects.toMatchObject({ status: 503, type: 'overloaded' });
  open();
  expect(await Promise.all([first, ...waiting])).toHaveLength(waitingMax + 1);
});

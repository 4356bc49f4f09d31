/** Histories as tablets that write while apart would make them. */
import fc from 'fast-check';
import type { Revision } from '../../src/counting/couch/revision.ts';

/** Newest first. `deleted`: of the newest. */
export type Told = Readonly<{ path: readonly Revision[]; deleted: boolean }>;

const hashes = fc.array(fc.stringMatching(/^[0-9a-f]{4}$/), { minLength: 1, maxLength: 12 });

/**
 * Every revision of a random tree, each told with its whole history: revisions below a first one, at any depth, some of them
 * tombstones. A tombstone may be followed (a product counted anew).
 */
export const histories: fc.Arbitrary<Told[]> = hashes.chain((names) =>
  fc
    .array(fc.record({ parent: fc.nat(), deleted: fc.boolean() }), {
      minLength: names.length,
      maxLength: names.length,
    })
    .map((choices) => {
      const told: Told[] = [{ path: ['1-root'], deleted: false }];
      for (const [index, { parent, deleted }] of choices.entries()) {
        const below = told[parent % told.length] as Told;
        const revision = `${below.path.length + 1}-${names[index]}${index.toString(16)}`;
        told.push({ path: [revision, ...below.path], deleted });
      }
      return told;
    }),
);

export const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

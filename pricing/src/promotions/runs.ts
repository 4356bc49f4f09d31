/** Alike pieces of a good that get the same. */
import { type Allowance, isUsedUp, less } from './allowance.ts';
import type { Ranked } from './catalogue-index.ts';
import { goodsAt, sharesOf, type Taken } from './deals/worth.ts';
import type { Good, Part } from './goods.ts';
import { isOffEach, offEach } from './off-each.ts';

export type Run = Readonly<{
  good: Good;
  count: number;
  parts: readonly Part[];
  /** Something that stands alone is on it. */
  closed: boolean;
}>;

/** The pieces of all deals, then what is left of each good. */
export function runsOf(goods: readonly Good[], taken: readonly Taken[]): Run[] {
  const used = goods.map(() => 0);
  const dealt = taken.flatMap(({ deal, pieces, times, discountMinor }) => {
    const shares = sharesOf(discountMinor, goodsAt(goods, pieces));
    return pieces.flatMap((at, place): Run[] => {
      const good = goods[at];
      if (!good) return [];
      used[at] = (used[at] ?? 0) + times;
      const parts = [{ rank: deal.rank, amountMinor: shares[place] ?? 0 }];
      return [{ good, count: times, parts, closed: deal.closes }];
    });
  });
  const alone = goods.flatMap((good, at): Run[] => {
    const count = good.count - (used[at] ?? 0);
    const { closedBy } = good.alone;
    return count === 0
      ? []
      : [{ good, count, parts: closedBy ? [closedBy] : [], closed: closedBy !== undefined }];
  });
  return [...dealt, ...alone];
}

/** What stacks comes on top of what is not closed, in its order. */
export function withStack(runs: readonly Run[], allowanceOf: (ranked: Ranked) => Allowance): Run[] {
  const left = new Map<Ranked, Allowance>();
  return runs.flatMap((run) => {
    if (run.closed) return [run];
    return run.good.stack.reduce<Run[]>(
      (parts, ranked) =>
        parts.flatMap((part) => {
          const { given, rest } = withOne(part, ranked, left.get(ranked) ?? allowanceOf(ranked));
          left.set(ranked, rest);
          return given;
        }),
      [run],
    );
  });
}

function withOne(
  run: Run,
  { promotion: { gives }, rank }: Ranked,
  allowance: Allowance,
): Readonly<{ given: readonly Run[]; rest: Allowance }> {
  const each = isOffEach(gives) ? offEach(gives, leftMinor(run), run.good.quantity) : 0;
  if (each === 0 || isUsedUp(allowance)) return { given: [run], rest: allowance };
  const whole = Math.min(run.count, allowance.times, Math.floor(allowance.amountMinor / each));
  let rest = less(allowance, whole, whole * each);
  const given = [withPart(run, whole, { rank, amountMinor: each })];
  // The last piece gets what the limit leaves of it.
  const last = run.count > whole && !isUsedUp(rest) ? rest.amountMinor : 0;
  if (last > 0) {
    rest = less(rest, 1, last);
    given.push(withPart(run, 1, { rank, amountMinor: last }));
  }
  given.push({ ...run, count: run.count - whole - (last > 0 ? 1 : 0) });
  return { given: given.filter(({ count }) => count > 0), rest };
}

const withPart = (run: Run, count: number, part: Part): Run => ({
  ...run,
  count,
  parts: [...run.parts, part],
});

const leftMinor = ({ good, parts }: Run) =>
  parts.reduce((left, { amountMinor }) => left - amountMinor, good.pieceMinor);

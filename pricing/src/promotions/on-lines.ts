/** From what pieces get to what lines get: alike pieces are handed to their lines in the order of the basket. */
import type { Good } from './goods.ts';
import type { Run } from './runs.ts';

/** By line, then by promotion: minor units, at least 0. */
export type OnLines = Map<number, Map<number, number>>;

export function onLines(runs: readonly Run[]): OnLines {
  const given: OnLines = new Map();
  const runsOfGood = new Map<Good, Run[]>();
  for (const run of runs) runsOfGood.set(run.good, [...(runsOfGood.get(run.good) ?? []), run]);
  for (const [good, own] of runsOfGood) {
    const lines = good.lines.map((line) => ({ ...line }));
    for (const { count, parts } of own) {
      let left = count;
      while (left > 0) {
        const line = lines[0];
        if (!line) break;
        const some = Math.min(left, line.count);
        for (const { rank, amountMinor } of parts) give(given, line.index, rank, some * amountMinor);
        left -= some;
        line.count -= some;
        if (line.count === 0) lines.shift();
      }
    }
  }
  return given;
}

export function give(given: OnLines, line: number, rank: number, amountMinor: number): void {
  if (amountMinor === 0) return;
  const ofLine = given.get(line) ?? new Map<number, number>();
  ofLine.set(rank, (ofLine.get(rank) ?? 0) + amountMinor);
  given.set(line, ofLine);
}

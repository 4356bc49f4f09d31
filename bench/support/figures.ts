/** What a bench prints: one JSON line a figure, which `scripts/bench` sets as a row of its table. */

export type Figure = Readonly<{
  name: string;
  /** With its unit. */
  ours: string;
  /** What was measured beside it in the same run, and which; or '' when the goal is a limit alone. */
  peer: string;
  ratio: number;
  goal: string;
  met: boolean;
}>;

export const print = (figure: Figure): void =>
  void process.stdout.write(`${JSON.stringify({ ...figure, ratio: Number(figure.ratio.toFixed(2)) })}\n`);

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** `12 / 19 / 31 ms`: p50, p95 and p99. */
export const spread = (valuesMs: readonly number[]): string =>
  `${[0.5, 0.95, 0.99].map((share) => round(percentile(valuesMs, share))).join(' / ')} ms`;

const round = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** From an event to the dashboards of a hundred viewers, at 500 sales a second. `BENCH_KEPT`: see `support/watched-reporting.ts`. */
import { percentile, print, spread } from './support/figures.ts';
import { openWatchedReporting } from './support/watched-reporting.ts';

const RATE_PER_S = 500;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const VIEWERS = 100;
const GOAL_MS = 2_000;

const reporting = await openWatchedReporting();
try {
  const { sent, timesMs } = reporting;
  const viewers = await reporting.watchers(VIEWERS);
  const beginMs = performance.now();
  await reporting.sell(RATE_PER_S, () => sent.length < RATE_PER_S * SECONDS);
  const sentSeconds = (performance.now() - beginMs) / 1_000;
  await viewers.seeAll();
  viewers.leave();
  const p95 = percentile(timesMs, 0.95);
  print({
    name: `from an event to ${VIEWERS} dashboards at ${Math.round(sent.length / sentSeconds)} sales/s, p50 / p95 / p99`,
    ours: spread(timesMs),
    peer: '',
    ratio: GOAL_MS / p95,
    goal: `p95 <= ${GOAL_MS} ms`,
    met: p95 <= GOAL_MS,
  });
} finally {
  await reporting.close();
}

/** How often a rule would have rung in the last 30 days. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { AlertKind, AlertPreview, AlertPreviewRequest } from './api.ts';
import { begins } from './judge.ts';
import { describePoints } from './notices.ts';
import { type Moment, pointsBefore } from './points/points.ts';

const days = 30;
const examplesMax = 10;

/** The past of the others is in the facts. */
const watched: ReadonlySet<AlertKind> = new Set([
  'cash-difference',
  'stock-out',
  'edge-silent',
  'reconciliation-off',
]);

export async function preview(tx: Tx, rule: AlertPreviewRequest, moment: Moment): Promise<AlertPreview> {
  const found = begins(rule, await pointsBefore(tx, rule.kind, moment, days));
  const period = { from: dayAfter(moment.today, -days), to: dayAfter(moment.today, -1) };
  const [row]: { since: string }[] = await tx.query(
    `select (watched_since at time zone 'utc')::date::text as since from alert_state`,
  );
  const since = row?.since ?? period.from;
  return {
    ...period,
    knownSince: watched.has(rule.kind) && since > period.from ? since : null,
    times: found.length,
    examples: await describePoints(tx, found.slice(-examplesMax).reverse()),
  };
}

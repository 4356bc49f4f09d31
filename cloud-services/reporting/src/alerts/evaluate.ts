/**
 * Looks at every rule, by one instance at a time: what begins, goes on and ends, and what of it is to be told, in one transaction.
 * Whoever dies in the middle has changed nothing; whoever comes next finds the same.
 */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import type { AlertKind, AlertRule } from './api.ts';
import { judge, type Point } from './judge.ts';
import { applyChange, openNotices, seeChanged, takeUntold } from './notices.ts';
import { imbalances, keepGaps, lacks } from './points/gaps.ts';
import { type Moment, pointsNow } from './points/points.ts';
import { listRules } from './rules.ts';
import { tell } from './tell.ts';

/** Any number of ours: one instance at a time looks. */
const lock = 727_401;
/** What has not rung for so long is over: what flutters is one notice. */
export const settleMs = 5 * 60_000;
/** Between two messages of one rule: what comes in between is told together. */
const groupMs = 5 * 60_000;

export type Silences = readonly Readonly<{ storeId: string; lastSeenAt: string }>[];

/**
 * @param silent stores in service that are silent, as Sales tells; undefined: it did not, and what was known stays.
 * @returns whether it looked: not while another instance does.
 */
export function evaluate(
  database: Database,
  moment: Moment,
  silent: Silences | undefined,
  siteUrl: string,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [turn]: { mine: boolean }[] = await tx.query('select pg_try_advisory_xact_lock($1) as mine', [
      lock,
    ]);
    if (!turn?.mine) return false;
    await look(tx, moment, silent);
    const known = new Map<AlertKind, Point[]>();
    for (const rule of await listRules(tx)) {
      if (!known.has(rule.kind)) known.set(rule.kind, await pointsNow(tx, rule.kind, moment));
      await evaluateRule(tx, rule, known.get(rule.kind) ?? [], moment.now);
      await tellOf(tx, rule, moment.now, siteUrl);
    }
    return true;
  });
}

async function look(tx: Tx, { now, today }: Moment, silent: Silences | undefined): Promise<void> {
  await keepGaps(tx, 'stock-out', await lacks(tx, today, now), now);
  await keepGaps(tx, 'reconciliation-off', await imbalances(tx), now);
  if (silent === undefined) return;
  const silences = silent.map(({ storeId, lastSeenAt }) => ({
    ...{ key: storeId, storeId, productId: null, beganAt: new Date(lastSeenAt) },
  }));
  await keepGaps(tx, 'edge-silent', silences, now);
}

/** A rule that is off finds nothing: what it had found is over. */
async function evaluateRule(tx: Tx, rule: AlertRule, points: readonly Point[], now: Date): Promise<void> {
  const open = await openNotices(tx, rule.ruleId);
  const changes = judge(rule, open, rule.isOn ? points : [], now, rule.isOn ? settleMs : 0);
  for (const change of changes) await applyChange(tx, rule.ruleId, change, now);
  if (changes.some((change) => change.do === 'begin' || change.do === 'end')) await seeChanged(tx);
}

async function tellOf(tx: Tx, rule: AlertRule, now: Date, siteUrl: string): Promise<void> {
  const [row]: { may: boolean }[] = await tx.query(
    `select told_at <= $2::timestamptz - $3 * interval '1 millisecond' as may from alert_rule where rule_id = $1`,
    [rule.ruleId, now, groupMs],
  );
  if (!row?.may) return;
  const untold = await takeUntold(tx, rule.ruleId, now);
  if (untold.begun.length + untold.ended.length === 0) return;
  await tx.query('update alert_rule set told_at = $2 where rule_id = $1', [rule.ruleId, now]);
  await tell(tx, rule, untold, now, siteUrl);
}

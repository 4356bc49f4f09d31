/** What rules have found, in PostgreSQL. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import type { Alert, AlertCounts, AlertPreview } from './api.ts';
import type { Change, OpenNotice, Point } from './judge.ts';

type Row = {
  alert_id: string;
  rule_id: string;
  rule: string;
  kind: Alert['kind'];
  threshold: number;
  store_id: string | null;
  store: string | null;
  product_id: string | null;
  sku: string | null;
  name_fr: string | null;
  name_en: string | null;
  register_id: string | null;
  register: string | null;
  value: number;
  expected: number | null;
  began_at: Date;
  ended_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  snoozed_until: Date | null;
  told: 'nothing' | 'begin' | 'end';
};

const named = `
  select a.*, r.name as rule, r.kind, r.threshold, l.name as store, p.sku, p.name_fr, p.name_en,
    (select register from till_count t where t.register_id = a.register_id order by at desc limit 1) as register
  from alert a join alert_rule r using (rule_id)
  left join location l on l.location_id = a.store_id left join known_product p on p.product_id = a.product_id`;

const alertOf = (row: Row): Alert => ({
  alertId: row.alert_id,
  ruleId: row.rule_id,
  rule: row.rule,
  kind: row.kind,
  threshold: row.threshold,
  storeId: row.store_id,
  store: row.store,
  product: productOf(row),
  registerId: row.register_id,
  register: row.register,
  value: row.value,
  expected: row.expected,
  beganAt: row.began_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  acknowledgedBy: row.acknowledged_by,
  snoozedUntil: row.snoozed_until?.toISOString() ?? null,
});

const productOf = ({
  product_id,
  sku,
  name_fr,
  name_en,
}: Pick<Row, 'product_id' | 'sku' | 'name_fr' | 'name_en'>) =>
  product_id === null
    ? null
    : { productId: product_id, sku: sku ?? '', fr: name_fr ?? product_id, en: name_en ?? product_id };

/** A store's own people see what is of it, and what is of the shop. */
const isTheirs = '($1::text[] is null or a.store_id is null or a.store_id = any($1))';

/** Newest first. @param storeIds null: of all. */
export async function listAlerts(
  tx: Tx,
  storeIds: readonly string[] | null,
  asked: Readonly<{ openOnly: boolean; before?: readonly [string, string] | undefined; limit: number }>,
): Promise<Alert[]> {
  const [at, id] = asked.before ?? [null, null];
  const rows: Row[] = await tx.query(
    `${named} where ${isTheirs} and (a.ended_at is null or not $2::boolean)
       and ($3::timestamptz is null or (a.began_at, a.alert_id) < ($3, $4::uuid))
     order by a.began_at desc, a.alert_id desc limit $5`,
    [storeIds, asked.openOnly, at, id, asked.limit],
  );
  return rows.map(alertOf);
}

export async function countAlerts(
  tx: Tx,
  storeIds: readonly string[] | null,
  now: Date,
): Promise<AlertCounts> {
  const [row]: AlertCounts[] = await tx.query(
    `select count(*)::int as open, (count(*) filter (where acknowledged_at is null
       and (snoozed_until is null or snoozed_until < $2)))::int as unread
     from alert a where ended_at is null and ${isTheirs}`,
    [storeIds, now],
  );
  return row ?? { open: 0, unread: 0 };
}

/** Whoever was first stays. @returns undefined when there is no such alert, or it is another store's. */
export const acknowledge = (
  tx: Tx,
  alertId: string,
  by: Readonly<{ staffId: string; storeIds: readonly string[] | null; now: Date }>,
): Promise<Alert | undefined> =>
  change(
    tx,
    alertId,
    by.storeIds,
    'acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4)',
    [by.now, by.staffId],
  );

/** Until then nothing of it is told, also if it ends and begins anew. */
export const snooze = (
  tx: Tx,
  alertId: string,
  storeIds: readonly string[] | null,
  until: Date,
): Promise<Alert | undefined> => change(tx, alertId, storeIds, 'snoozed_until = $3', [until]);

async function change(
  tx: Tx,
  alertId: string,
  storeIds: readonly string[] | null,
  set: string,
  values: readonly unknown[],
): Promise<Alert | undefined> {
  const [, count]: [unknown, number] = await tx.query(
    `update alert a set ${set} where ${isTheirs} and alert_id = $2`,
    [storeIds, alertId, ...values],
  );
  if (count === 0) return undefined;
  await seeChanged(tx);
  const [row]: Row[] = await tx.query(`${named} where alert_id = $1`, [alertId]);
  return row && alertOf(row);
}

export const seeChanged = (tx: Tx): Promise<unknown> =>
  tx.query('update alert_state set version = version + 1');

export async function alertsVersion(tx: Tx): Promise<string> {
  const [row]: { version: string }[] = await tx.query('select version from alert_state');
  return row?.version ?? '';
}

export async function openNotices(tx: Tx, ruleId: string): Promise<OpenNotice[]> {
  const rows: { key: string; quiet_since: Date | null }[] = await tx.query(
    'select key, quiet_since from alert where rule_id = $1 and ended_at is null',
    [ruleId],
  );
  return rows.map(({ key, quiet_since }) => ({ key, quietSince: quiet_since }));
}

/** One that begins anew while an earlier one of its place is put off is put off too. */
export async function applyChange(tx: Tx, ruleId: string, told: Change, now: Date): Promise<void> {
  if (told.do === 'quiet' || told.do === 'end') {
    const column = told.do === 'quiet' ? 'quiet_since' : 'ended_at';
    await tx.query(`update alert set ${column} = $3 where rule_id = $1 and key = $2 and ended_at is null`, [
      ruleId,
      told.key,
      now,
    ]);
    return;
  }
  const { key, storeId, productId, registerId, value, expected } = told.point;
  await tx.query(
    `insert into alert (alert_id, rule_id, key, store_id, product_id, register_id, value, expected, began_at, snoozed_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz,
       (select max(snoozed_until) from alert where rule_id = $2 and key = $3 and snoozed_until > $9::timestamptz))
     on conflict (rule_id, key) where ended_at is null do update set value = excluded.value, expected = excluded.expected, quiet_since = null`,
    [
      derivedId('alert', ruleId, key, now.toISOString()),
      ruleId,
      key,
      storeId,
      productId,
      registerId,
      value,
      expected,
      now,
    ],
  );
}

export type Untold = Readonly<{ begun: readonly Alert[]; ended: readonly Alert[] }>;

/** What of a rule has not been told and may be; it is marked as told with that. What began and ended before anybody heard of it is not told at all. */
export async function takeUntold(tx: Tx, ruleId: string, now: Date): Promise<Untold> {
  const rows: Row[] = await tx.query(
    `${named} where a.rule_id = $1 and (snoozed_until is null or snoozed_until <= $2)
       and (told = 'nothing' or (told = 'begin' and ended_at is not null)) order by began_at, alert_id`,
    [ruleId, now],
  );
  await tx.query(
    `update alert set told = case when ended_at is null then 'begin' else 'end' end where alert_id = any($1::uuid[])`,
    [rows.map(({ alert_id }) => alert_id)],
  );
  return {
    begun: rows.filter(({ told, ended_at }) => told === 'nothing' && ended_at === null).map(alertOf),
    ended: rows.filter(({ told }) => told === 'begin').map(alertOf),
  };
}

/** Names for points that are no notices. */
export async function describePoints(tx: Tx, points: readonly Point[]): Promise<AlertPreview['examples']> {
  const rows: Pick<Row, 'store' | 'product_id' | 'sku' | 'name_fr' | 'name_en'>[] = await tx.query(
    `select l.name as store, t.product_id, p.sku, p.name_fr, p.name_en
     from unnest($1::text[], $2::text[]) with ordinality as t (store_id, product_id, place)
     left join location l on l.location_id = t.store_id left join known_product p on p.product_id = t.product_id
     order by place`,
    [points.map(({ storeId }) => storeId), points.map(({ productId }) => productId)],
  );
  return points.map(({ at, storeId, registerId, value, expected }, index) => {
    const row = rows[index];
    return {
      at: at.toISOString(),
      storeId,
      store: row?.store ?? null,
      product: row ? productOf(row) : null,
      registerId,
      value,
      expected,
    };
  });
}

const keptDays = 400;
export const forgetAlerts = (tx: Tx): Promise<unknown> =>
  tx.query(
    `with old as (delete from alert where ended_at < now() - interval '${keptDays} days'),
       counts as (delete from till_count where at < now() - interval '${keptDays} days'),
       sent as (delete from alert_webhook where coalesce(sent_at, given_up_at) < now() - interval '30 days')
     delete from alert_gap where ended_at < now() - interval '${keptDays} days'`,
  );

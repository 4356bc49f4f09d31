/** Rules in PostgreSQL. */
import { randomBytes } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import type { AlertKind, AlertRule, NewAlertRule } from './api.ts';

const rulesMax = 200;
const secretBytes = 32;

type Row = {
  rule_id: string;
  kind: AlertKind;
  threshold: number;
  store_ids: string[] | null;
  name: string;
  is_on: boolean;
  language: 'fr' | 'en';
  mails: string[];
  sms: string[];
  webhooks: string[];
  webhook_secret: string;
  created_by: string;
  open: number;
};

/** By name. @param ruleId one alone. */
export async function listRules(tx: Tx, ruleId: string | null = null): Promise<AlertRule[]> {
  const rows: Row[] = await tx.query(
    `select r.*, (select count(*)::int from alert a where a.rule_id = r.rule_id and a.ended_at is null) as open
     from alert_rule r where $1::uuid is null or rule_id = $1 order by name, rule_id`,
    [ruleId],
  );
  return rows.map((row) => ({
    ruleId: row.rule_id,
    name: row.name,
    kind: row.kind,
    threshold: row.threshold,
    storeIds: row.store_ids,
    isOn: row.is_on,
    language: row.language,
    mails: row.mails,
    sms: row.sms,
    webhooks: row.webhooks,
    webhookSecret: row.webhook_secret,
    createdBy: row.created_by,
    open: row.open,
  }));
}

const valuesOf = (rule: NewAlertRule) => [
  ...[rule.kind, rule.threshold, rule.storeIds, rule.name, rule.isOn, rule.language],
  ...[rule.mails.map((mail) => mail.toLowerCase()), rule.sms, rule.webhooks],
];

/** @throws Problem 409 when there are too many already. */
export async function addRule(tx: Tx, ruleId: string, rule: NewAlertRule, staffId: string): Promise<void> {
  const added: unknown[] = await tx.query(
    `insert into alert_rule (rule_id, webhook_secret, created_by, kind, threshold, store_ids, name, is_on, language, mails, sms, webhooks)
     select $10, $11, $12, $1, $2, $3, $4, $5, $6, $7, $8, $9 where (select count(*) from alert_rule) < ${rulesMax} returning 1`,
    [...valuesOf(rule), ruleId, randomBytes(secretBytes).toString('base64url'), staffId],
  );
  if (added.length === 0)
    throw problem(
      409,
      'too-many-rules',
      'There are too many rules',
      `Delete one: at most ${rulesMax} are kept.`,
    );
}

/** What it has found so far stays, and is judged anew. @returns whether there is such a rule. */
export async function changeRule(tx: Tx, ruleId: string, rule: NewAlertRule): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    `update alert_rule set kind = $1, threshold = $2, store_ids = $3, name = $4, is_on = $5, language = $6,
       mails = $7, sms = $8, webhooks = $9 where rule_id = $10`,
    [...valuesOf(rule), ruleId],
  );
  return count > 0;
}

/** With all that it has found. */
export async function removeRule(tx: Tx, ruleId: string): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query('delete from alert_rule where rule_id = $1', [ruleId]);
  return count > 0;
}

/** The rules as they were changed: versions are only added, and each begins at its instant. A purchase earns by those of when it was made. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import type { Asked } from '../store/customers.ts';
import { firstRules } from './load-rules.ts';
import { type EarningRules, earningRules } from './rules.ts';

export type RuleVersion = Readonly<{
  /** 0: those of the beginning. */
  version: number;
  rules: EarningRules;
  from: Date | null;
  by: string | null;
  reason: string | null;
  at: Date | null;
}>;

const ofTheBeginning: RuleVersion = {
  ...{ version: 0, rules: firstRules, from: null },
  ...{ by: null, reason: null, at: null },
};

type Row = { version: number; rules: unknown; from_at: Date; by: string; reason: string; at: Date };

/** Newest first; the last is that of the beginning. */
export async function ruleVersions(asked: Asked): Promise<RuleVersion[]> {
  const rows = (await asked.query(
    'select version, rules, from_at, by, reason, at from loyalty_rules order by version desc',
    [],
  )) as Row[];
  const kept = rows.map(({ version, rules, from_at: from, by, reason, at }) => ({
    ...{ version, rules: earningRules.parse(rules), from, by, reason, at },
  }));
  return [...kept, ofTheBeginning];
}

/** Those that hold at an instant: the newest that had begun. */
export async function rulesAt(asked: Asked, instant: Date): Promise<RuleVersion> {
  const all = await ruleVersions(asked);
  return all.find(({ from }) => from === null || from <= instant) ?? ofTheBeginning;
}

/**
 * @param told `after`: the version that the change was made from.
 * @throws Problem 409 `changed-meanwhile`; 422 for rules of before now, and for a tier that is missing: promotions name them.
 */
export async function addRules(
  tx: Tx,
  told: Readonly<{ after: number; rules: EarningRules; from: Date | null; reason: string }>,
  { by, now }: Readonly<{ by: string; now: Date }>,
): Promise<RuleVersion> {
  await tx.query('select pg_advisory_xact_lock(590)');
  const [newest = ofTheBeginning] = await ruleVersions(tx);
  if (newest.version !== told.after)
    throw problem(
      409,
      'changed-meanwhile',
      'Someone changed the rules meanwhile',
      'Look at them, and change anew.',
      {
        members: { version: newest.version },
      },
    );
  const from = told.from ?? now;
  if (from < now)
    throw problem(
      422,
      'rules-in-the-past',
      'Rules do not change what was earned',
      'Let them begin now or later.',
    );
  const known = new Set(told.rules.tiers.map(({ code }) => code));
  const missing = newest.rules.tiers.find(({ code }) => !known.has(code));
  if (missing)
    throw problem(
      422,
      'tier-missing',
      'A tier is missing',
      `Promotions may name the tier ${missing.code}: keep it.`,
    );
  const version = newest.version + 1;
  await tx.query(
    'insert into loyalty_rules (version, rules, from_at, by, reason, at) values ($1, $2::jsonb, $3, $4, $5, $6)',
    [version, JSON.stringify(told.rules), from, by, told.reason, now],
  );
  return { version, rules: told.rules, from, by, reason: told.reason, at: now };
}

/** The rules that every till prices with: taxes, treatments, tax mode, cash increment. They travel whole. */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Actor, record } from '../audit/record.ts';
import { tellCatalogue } from '../events.ts';
import type { Queries } from '../store/product-rows.ts';

export async function replaceRules(tx: Tx, rules: BasketRules, actor: Actor): Promise<void> {
  const [old] = await tx.query<{ rules: BasketRules }[]>('select rules from basket_rules');
  await tx.query(
    `insert into basket_rules (rules, changed_by) values ($1::jsonb, $2)
     on conflict (one) do update set rules = excluded.rules, changed_at = now(), changed_by = excluded.changed_by`,
    [JSON.stringify(rules), actor.by],
  );
  const changes = fieldChanges(old?.rules ?? {}, rules);
  await record(tx, actor, [{ kind: 'rules', id: 'rules', name: rules.version, changes }]);
  await tellCatalogue(tx, [{ key: 'rules', value: rules }]);
}

export async function currentRules(queries: Queries): Promise<BasketRules> {
  const rows = await queries.query<{ rules: BasketRules }>('select rules from basket_rules');
  if (!rows[0]) throw notFound('set of rules');
  return rows[0].rules;
}

/** The rules that every till prices with: taxes, treatments, tax mode, cash increment. They travel whole. */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound } from '@comptoir/service-kit/http/problem';
import { tellCatalogue } from '../events.ts';
import { rulesEntity } from '../store/entities.ts';

export async function replaceRules(tx: Tx, rules: BasketRules, by: string): Promise<void> {
  await tx
    .getRepository(rulesEntity)
    .upsert({ one: true, rules, changedAt: new Date(), changedBy: by }, ['one']);
  await tellCatalogue(tx, [{ key: 'rules', value: rules }]);
}

export async function currentRules(tx: Pick<Tx, 'getRepository'>): Promise<BasketRules> {
  const row = await tx.getRepository(rulesEntity).findOneBy({ one: true });
  if (!row) throw notFound('set of rules');
  return row.rules;
}

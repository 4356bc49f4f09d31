/** For head office: how points are earned. Rules are never changed, only followed by others. */
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import {
  loyaltyPreview,
  loyaltyPreviewRequest,
  loyaltyRulesAnswer,
  loyaltyRulesRequest,
  loyaltyVersion,
} from '../api.ts';
import { previewOf } from '../loyalty/preview.ts';
import { addRules, type RuleVersion, ruleVersions } from '../loyalty/rule-versions.ts';
import type { CustomerParts } from '../parts.ts';

const path = '/api/v1/customers/loyalty-rules';

export function loyaltyRoutes({ database, now }: CustomerParts, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff(...rolesWith('change-promotions'));
  return [
    route({
      method: 'get',
      path,
      summary: 'The rules of loyalty points with all that they were, newest first',
      guard,
      answers: { 200: loyaltyRulesAnswer },
      async handle() {
        return { status: 200, body: { items: (await ruleVersions(database)).map(viewOf) } };
      },
    }),
    mutation(database, {
      method: 'post',
      path,
      summary: 'Other rules of loyalty points, from now or later; what was earned stays as it is',
      guard,
      body: loyaltyRulesRequest,
      answers: { 201: loyaltyVersion },
      async handle({ body, caller }, tx) {
        const told = { ...body, from: body.from === null ? null : new Date(body.from) };
        const added = await addRules(tx, told, { by: caller.id, now: now() });
        return { status: 201, body: viewOf(added) };
      },
    }),
    route({
      method: 'post',
      path: `${path}/preview`,
      summary: 'What rules of loyalty points would have come to in the last 30 days',
      guard,
      body: loyaltyPreviewRequest,
      answers: { 200: loyaltyPreview },
      async handle({ body }) {
        return { status: 200, body: await previewOf(database, body.rules, now()) };
      },
    }),
  ];
}

const viewOf = ({ version, rules, from, by, reason, at }: RuleVersion) => ({
  ...{ version, rules, by, reason },
  from: from?.toISOString() ?? null,
  at: at?.toISOString() ?? null,
});

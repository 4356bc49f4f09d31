/** Whether prices need two people, and what waits for the second. */
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { changeOf } from '../admin/prices.ts';
import { fourEyes, proposal, proposalState } from '../api.ts';
import { approve, proposals, proposeIfNeeded, reject } from '../four-eyes/proposals.ts';
import { needsTwo, setFourEyes } from '../four-eyes/setting.ts';

const byId = z.strictObject({ id: z.uuid() });
const path = '/api/v1/products/price-proposals';

export function fourEyesRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff('head-office');
  return [
    route({
      method: 'get',
      path: '/api/v1/products/four-eyes',
      summary: 'Whether a second person has to approve a change of prices',
      guard,
      answers: { 200: fourEyes },
      handle: async () => ({ status: 200, body: { prices: await needsTwo(database) } }),
    }),
    mutation(database, {
      method: 'put',
      path: '/api/v1/products/four-eyes',
      summary: 'Let a change of prices need a second person, or no longer; the latter itself needs one',
      guard,
      body: fourEyes,
      answers: { 200: fourEyes, 202: proposal },
      async handle(input, tx) {
        const { prices } = input.body;
        const change = changeOf(input);
        const waits = await proposeIfNeeded(tx, { do: 'set-four-eyes', prices }, change);
        if (waits) return { status: 202, body: waits };
        await setFourEyes(tx, prices, change);
        return { status: 200, body: { prices } };
      },
    }),
    route({
      method: 'get',
      path,
      summary: 'Changes of prices that wait for a second person, or were decided; newest first',
      guard,
      query: z.strictObject({ state: proposalState.optional() }),
      answers: { 200: z.object({ items: z.array(proposal) }) },
      handle: async ({ query }) => ({
        status: 200,
        body: { items: await proposals(database, query.state) },
      }),
    }),
    mutation(database, {
      method: 'post',
      path: `${path}/:id/approve`,
      summary: 'Approve what somebody else proposed: it is done at once, exactly as it was shown',
      guard,
      params: byId,
      answers: { 200: proposal },
      handle: async (input, tx) => ({
        status: 200,
        body: await approve(tx, input.params.id, changeOf(input)),
      }),
    }),
    mutation(database, {
      method: 'post',
      path: `${path}/:id/reject`,
      summary: 'Reject a proposed change of prices, or take it back',
      guard,
      params: byId,
      answers: { 200: proposal },
      handle: async (input, tx) => ({
        status: 200,
        body: await reject(tx, input.params.id, changeOf(input)),
      }),
    }),
  ];
}

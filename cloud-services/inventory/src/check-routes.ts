/** For operators, not through the gateway: compares projections with the ledger, and builds them from it anew. */
import { type Kit, mutation, type Route, type ServiceEnvironment } from '@comptoir/service-kit';
import { z } from 'zod';
import { differences, keepCheck, rebuildBalances } from './store/checks.ts';

const difference = z.strictObject({
  locationId: z.string(),
  productId: z.string(),
  what: z.enum(['on-hand', 'days', 'reserved']),
  is: z.string(),
  shouldBe: z.string(),
});

export const checkRoutes = ({ database }: Kit<ServiceEnvironment>): Route[] => [
  mutation(database, {
    method: 'post',
    path: '/internal/inventory/check',
    summary: 'Compares balances and sums of days with the ledger, and what is reserved with reservations',
    answers: { 200: z.strictObject({ differences: z.array(difference) }) },
    async handle(_input, tx) {
      const found = await differences(tx);
      await keepCheck(tx, found.length);
      return { status: 200, body: { differences: [...found] } };
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/internal/inventory/rebuild',
    summary: 'Builds balances and sums of days from the ledger anew',
    answers: { 200: z.strictObject({ changed: z.int() }) },
    handle: async (_input, tx) => ({ status: 200, body: { changed: await rebuildBalances(tx) } }),
  }),
];

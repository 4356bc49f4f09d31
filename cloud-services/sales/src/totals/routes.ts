/** For Reporting, not through the gateway: what the ledger comes to by day and store, and the Zs. */
import { type Database, type Route, route } from '@comptoir/service-kit';
import { closingsTold, salesTotals, totalsQuery } from '@comptoir/service-kit/totals';
import { shiftClosedBody } from '@comptoir/sync-protocol/records/kinds';
import { readClosings, readTotals } from './store/read.ts';

export const totalsRoutes = ({ database }: Readonly<{ database: Database }>): Route[] => [
  route({
    method: 'get',
    path: '/internal/sales/totals',
    summary: 'Sums of sales and returns by business date and store',
    query: totalsQuery,
    answers: { 200: salesTotals },
    handle: async ({ query }) => ({ status: 200, body: { items: await readTotals(database, query) } }),
  }),
  route({
    method: 'get',
    path: '/internal/sales/closings',
    summary: 'The Zs of registers by business date',
    query: totalsQuery,
    answers: { 200: closingsTold },
    async handle({ query }) {
      const items = (await readClosings(database, query)).flatMap(({ body, at, ...told }) => {
        // A shift of a later version is on the trail all the same.
        const { z, overShortMinor } = shiftClosedBody.loose().safeParse(body).data ?? {};
        return z && overShortMinor !== undefined
          ? {
              ...told,
              at: at.toISOString(),
              zNumber: z.zNumber,
              sales: z.saleCount,
              totalMinor: z.totalMinor,
              returns: z.returnCount ?? 0,
              returnedMinor: z.returnTotalMinor ?? 0,
              overShortMinor,
              perpetualTotalMinor: z.perpetualTotalMinor,
            }
          : [];
      });
      return { status: 200, body: { items } };
    },
  }),
];

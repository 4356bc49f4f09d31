/** For Reporting, not through the gateway: what each place holds in all: its balances, which a nightly check compares with the ledger. */
import { type Database, type Route, route } from '@comptoir/service-kit';
import { stockTotals } from '@comptoir/service-kit/totals';

export const totalsRoute = (database: Database): Route =>
  route({
    method: 'get',
    path: '/internal/inventory/totals',
    summary: 'What each place holds in all',
    answers: { 200: stockTotals },
    async handle() {
      const items = await database.query<{ locationId: string; onHand: string }>(
        `select location_id as "locationId", trim_scale(sum(on_hand))::text as "onHand" from balance group by 1 order by 1`,
      );
      return { status: 200, body: { items } };
    },
  });

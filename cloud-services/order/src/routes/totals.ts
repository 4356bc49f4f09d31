/** For Reporting, not through the gateway: what orders come to, from the tables. */
import { type Database, type Route, route } from '@comptoir/service-kit';
import { type OrderTotals, orderTotals, totalsQuery } from '@comptoir/service-kit/totals';

type Sums = { business_date: string; store_id: string; documents: number; total: string };
type Paid = { id: string; store_id: string; amount_minor: string };

export const totalsRoute = (database: Database): Route =>
  route({
    method: 'get',
    path: '/internal/orders/totals',
    summary: 'Sums of confirmed orders by business date and place, and each refund that was paid',
    query: totalsQuery,
    answers: { 200: orderTotals },
    async handle({ query: { from, to } }) {
      const [orders, refunds] = await Promise.all([
        database.query<Sums>(
          `select business_date::text, coalesce(location_id, '') as store_id, count(*)::int as documents, sum(total_minor)::bigint as total
           from customer_order where confirmed_at is not null and business_date between $1::date and $2::date group by 1, 2 order by 1, 2`,
          [from, to],
        ),
        database.query<Paid>(
          `select r.id, coalesce(o.location_id, '') as store_id, r.amount_minor from refund r join customer_order o on o.id = r.order_id
           where r.state = 'done' and r.at >= $1::date and r.at < $2::date + 1 order by r.id`,
          [from, to],
        ),
      ]);
      const body: OrderTotals = {
        items: orders.map((row) => ({
          businessDate: row.business_date,
          storeId: row.store_id,
          documents: row.documents,
          totalMinor: Number(row.total),
        })),
        refunds: refunds.map(({ id, store_id, amount_minor }) => ({
          refundId: id,
          storeId: store_id,
          amountMinor: Number(amount_minor),
        })),
      };
      return { status: 200, body };
    },
  });

/** For Customer, not through the gateway: somebody asks what is kept of them. */
import { decodeCursor, listOf, listQuery, pageOf, type Route, route } from '@comptoir/service-kit';
import { toldOf, toldView } from '@comptoir/service-kit/notifications/told';
import { z } from 'zod';
import { type OrderView, orderView } from '../api.ts';
import type { OrderParts } from '../parts.ts';
import { findOrder, listOrders } from '../store/orders.ts';
import { orderViewOf } from '../views.ts';

const byId = z.strictObject({ id: z.uuid() });
const lettersMax = 1_000;
const place = z.object({ at: z.string(), id: z.string() });

export const ofCustomerRoutes = ({
  database,
  timeZone,
}: Pick<OrderParts, 'database' | 'timeZone'>): Route[] => [
  route({
    method: 'get',
    path: '/internal/orders/of-customer/:id',
    summary: 'All orders of one customer, and checkouts that failed, newest first, each as they may read it',
    params: byId,
    query: z.strictObject(listQuery),
    answers: { 200: listOf(orderView) },
    async handle({ params, query: { limit, cursor } }) {
      const after = decodeCursor(place, cursor);
      const rows = await listOrders(database, { customerId: params.id, withFailed: true }, after, limit + 1);
      const { items, nextCursor } = pageOf(rows, limit, ({ position }) => position);
      const views: OrderView[] = [];
      // One after the other: checkouts need connections too.
      for (const { id } of items) {
        const order = await findOrder(database, id);
        if (order) views.push(await orderViewOf(database, order, 'customer', timeZone));
      }
      return { status: 200, body: { items: views, nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/internal/orders/of-customer/:id/letters',
    summary: 'That one customer was written to about their orders, newest first',
    params: byId,
    answers: { 200: z.object({ items: z.array(toldView) }) },
    async handle({ params }) {
      return { status: 200, body: { items: await toldOf(database, params.id, lettersMax) } };
    },
  }),
];

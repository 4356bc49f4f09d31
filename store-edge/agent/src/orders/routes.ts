/** The calls of a till about orders that customers come for (E14). */
import { Router } from 'express';
import { bodyAs, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import type { StockDesk } from '../stock/stock-desk.ts';
import { handOverRequest } from './api.ts';

export function orderRoutes(callers: Callers, desk: StockDesk): Router {
  const routes = Router();
  routes.get(
    '/orders-to-prepare',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      return isProblem(caller) ? caller : ok(desk.orders());
    }),
  );
  routes.post(
    '/orders/:orderId/hand-over',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, handOverRequest);
      if (isProblem(body)) return body;
      const given = desk.handOver(caller.member.id, String(request.params.orderId), body.value);
      return isProblem(given) ? given : { status: 201, body: given };
    }),
  );
  return routes;
}

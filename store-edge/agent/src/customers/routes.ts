/** The calls about who a sale is for. */
import { Router } from 'express';
import { z } from 'zod';
import { as, bodyAs, handle, ok, queryAs } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { newCustomerRequest } from './api.ts';
import type { Customers } from './customers.ts';

const cardQuery = z.object({ card: z.string() });
const textQuery = z.object({ text: z.string().max(40) });

export function customerRoutes(callers: Callers, customers: Customers): Router {
  const routes = Router();
  routes.get(
    '/customers',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const query = isProblem(caller) ? caller : queryAs(request, cardQuery);
      return isProblem(query) ? query : as(200, customers.byCard(query.value.card));
    }),
  );
  routes.get(
    '/customers/search',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const query = isProblem(caller) ? caller : queryAs(request, textQuery);
      return isProblem(query) ? query : ok(customers.by(query.value.text));
    }),
  );
  routes.post(
    '/customers',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, newCustomerRequest);
      return isProblem(body) ? body : as(200, await customers.propose(caller.actor, body.value));
    }),
  );
  return routes;
}

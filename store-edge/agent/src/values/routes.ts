/** The calls about gift cards, store credit and points. */
import { Router } from 'express';
import { bodyAs, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { findValueRequest, pointsSpendRequest, spendRequest } from './api.ts';
import type { Points } from './points.ts';
import type { Spends } from './spends.ts';
import type { Values } from './values.ts';

export function valueRoutes(
  callers: Callers,
  { values, points, spends }: Readonly<{ values: Values; points: Points; spends: Spends }>,
): Router {
  const routes = Router();
  routes.post(
    '/values/find',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const body = isProblem(caller) ? caller : bodyAs(request, findValueRequest);
      if (isProblem(body)) return body;
      const found = await values.find(body.value.code);
      return isProblem(found) ? found : ok(found);
    }),
  );
  routes.post(
    '/values/spends',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const body = isProblem(caller) ? caller : bodyAs(request, spendRequest);
      if (isProblem(body)) return body;
      const spent = await values.spend(body.value);
      return isProblem(spent) ? spent : ok(spent);
    }),
  );
  routes.post(
    '/points/spends',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const body = isProblem(caller) ? caller : bodyAs(request, pointsSpendRequest);
      if (isProblem(body)) return body;
      const spent = await points.spend(body.value);
      return isProblem(spent) ? spent : ok(spent);
    }),
  );
  routes.post(
    '/values/spends/:spendId/release',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      await spends.release(String(request.params.spendId));
      return { status: 204 };
    }),
  );
  return routes;
}

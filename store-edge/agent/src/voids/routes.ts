/** The call about what was rung up and not sold. */
import { Router } from 'express';
import { bodyAs, handle } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { voidRequest } from './api.ts';
import type { Voids } from './voids.ts';

export function voidRoutes(callers: Callers, voids: Voids): Router {
  const routes = Router();
  routes.post(
    '/voids',
    handle(async (request) => {
      const by = await callers.handingOver(request);
      if (isProblem(by)) return by;
      const body = bodyAs(request, voidRequest);
      return isProblem(body) ? body : (voids.tell(by, body.value) ?? { status: 204 });
    }),
  );
  return routes;
}

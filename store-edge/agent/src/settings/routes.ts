/** The calls about what a store sets for itself. */
import { Router } from 'express';
import { bodyAs, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { settingRequest } from './api.ts';
import type { Settings } from './settings.ts';

export function settingRoutes(callers: Callers, settings: Settings): Router {
  const routes = Router();
  routes.put(
    '/settings/:name',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, settingRequest);
      if (isProblem(body)) return body;
      const { member, register } = caller;
      const set = settings.set(member, String(request.params.name), body.value.value, register.number);
      return isProblem(set) ? set : ok(set);
    }),
  );
  return routes;
}

/** Spans of tills: a page cannot tell them itself. */
import { foreignSpan } from '@comptoir/tracing';
import { Router } from 'express';
import { bodyAs, handle } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { spansRequest } from './api.ts';

export function spanRoutes(callers: Callers): Router {
  const routes = Router();
  routes.post(
    '/spans',
    handle(async (request) => {
      const caller = await callers.terminal(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, spansRequest);
      if (isProblem(body)) return body;
      for (const { startedAt, ...span } of body.value.spans)
        foreignSpan({ ...span, service: 'till', startedAtMs: Date.parse(startedAt), attributes: {} });
      return { status: 204 };
    }),
  );
  return routes;
}

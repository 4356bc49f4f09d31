/** Counting: what is counted, where counts differ, and what becomes of it. */
import { type Request, Router } from 'express';
import type { Counts } from '../counting/counts.ts';
import { as, bodyAs, ok } from '../http/answers.ts';
import { isProblem } from '../problem.ts';
import { type CycleAnswer, commitRequest, decisionRequest, openCountRequest } from './api.ts';
import type { Guards } from './guards.ts';

export type CountParts = Readonly<{ counts: Counts; cycle: () => Promise<CycleAnswer> }>;

export function countRoutes({ asVisitor, asManager }: Guards, { counts, cycle }: CountParts): Router {
  const routes = Router();
  const countOf = (request: Request) => String(request.params.countId);
  routes.get(
    '/counts',
    asVisitor(() => ok({ counts: counts.list() })),
  );
  routes.post(
    '/counts',
    asManager((staffId, request) => {
      const body = bodyAs(request, openCountRequest);
      return isProblem(body) ? body : as(201, counts.open(staffId, body.value));
    }),
  );
  routes.get(
    '/counts/cycle',
    asManager(async () => ok(await cycle())),
  );
  routes.get(
    '/counts/:countId/uncounted',
    asManager(async (_staffId, request) => as(200, await counts.uncounted(countOf(request)))),
  );
  routes.get(
    '/counts/:countId/compare',
    asManager((_staffId, request) => as(200, counts.compare(countOf(request)))),
  );
  routes.get(
    '/counts/:countId/variance',
    asManager((_staffId, request) => as(200, counts.variance(countOf(request)))),
  );
  routes.post(
    '/counts/:countId/decisions',
    asManager((staffId, request) => {
      const body = bodyAs(request, decisionRequest);
      return isProblem(body)
        ? body
        : (counts.decide(staffId, countOf(request), body.value) ?? { status: 204 });
    }),
  );
  routes.post(
    '/counts/:countId/commit',
    asManager(async (staffId, request) => {
      const body = bodyAs(request, commitRequest);
      return isProblem(body) ? body : as(200, await counts.commit(staffId, countOf(request), body.value));
    }),
  );
  return routes;
}

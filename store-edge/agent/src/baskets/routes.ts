import type { Request, RequestHandler, Router } from 'express';
import { type Answer, bodyAs, ok } from '../http/answers.ts';
import type { CashierCaller } from '../http/callers.ts';
import { isProblem, type Problem } from '../problem.ts';
import { suspendRequest } from './api.ts';
import type { SuspendedBaskets } from './suspended.ts';

type AsCashier = (work: (caller: CashierCaller, request: Request) => Answer | Problem) => RequestHandler;

export function addBasketRoutes(routes: Router, asCashier: AsCashier, baskets: SuspendedBaskets): void {
  const idOf = (request: Request) => String(request.params.basketId);
  routes.post(
    '/baskets/suspended',
    asCashier(({ actor }, request) => {
      const body = bodyAs(request, suspendRequest);
      if (isProblem(body)) return body;
      return { status: baskets.suspend(actor, body.value).first ? 201 : 200, body: {} };
    }),
  );
  routes.get(
    '/baskets/suspended',
    asCashier(({ terminalId }) => ok(baskets.waiting(terminalId))),
  );
  routes.post(
    '/baskets/suspended/:basketId/take',
    asCashier(({ terminalId }, request) => {
      const taken = baskets.take(terminalId, idOf(request));
      return isProblem(taken) ? taken : ok(taken);
    }),
  );
  routes.delete(
    '/baskets/suspended/:basketId',
    asCashier(({ terminalId }, request) => {
      baskets.drop(terminalId, idOf(request));
      return { status: 204 };
    }),
  );
}

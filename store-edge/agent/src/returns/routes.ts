/** The calls about goods that come back, and about leave for what a cashier may not do alone. */
import type { Request, RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Edge } from '../edge.ts';
import { type Answer, bodyAs, ok, queryAs } from '../http/answers.ts';
import type { CashierCaller } from '../http/callers.ts';
import { isProblem, type Problem } from '../problem.ts';
import { approvalRequest, findRequest, returnAlone, returnRequest } from './api.ts';

type AsCashier = (
  work: (caller: CashierCaller, request: Request) => Promise<Answer | Problem>,
) => RequestHandler;

const salesQuery = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  amountMinor: z.coerce.number().int().optional(),
});

export function addReturnRoutes(routes: Router, asCashier: AsCashier, edge: Edge): void {
  routes.post(
    '/approvals',
    asCashier(async ({ actor }, request) => {
      const body = bodyAs(request, approvalRequest);
      return isProblem(body) ? body : as(201, await edge.approvals.approve(actor, body.value));
    }),
  );
  routes.post(
    '/returns/find',
    asCashier(async (_caller, request) => {
      const body = bodyAs(request, findRequest);
      return isProblem(body) ? body : as(200, await edge.findReturnable(body.value.receipt));
    }),
  );
  routes.get(
    '/returns/sales',
    asCashier(async (_caller, request) => {
      const query = queryAs(request, salesQuery);
      return isProblem(query) ? query : ok(edge.sales.search(query.value));
    }),
  );
  routes.post(
    '/returns/check',
    asCashier(async ({ actor }, request) => {
      const body = bodyAs(request, returnRequest);
      return isProblem(body) ? body : as(200, await edge.checkReturn(actor, body.value));
    }),
  );
  routes.post(
    '/returns',
    asCashier(async ({ actor }, request) => {
      const body = bodyAs(request, returnAlone);
      if (isProblem(body)) return body;
      const done = await edge.takeBack(actor, body.value);
      return isProblem(done) ? done : { status: done.first ? 201 : 200, body: done.answer };
    }),
  );
}

const as = (status: number, result: object): Answer | Problem =>
  isProblem(result) ? result : { status, body: result };

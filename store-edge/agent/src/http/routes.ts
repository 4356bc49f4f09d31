/** The calls of `api.ts`: each handler parses, calls one function, answers. */

import { annotate } from '@comptoir/tracing';
import type { Request, RequestHandler } from 'express';
import { Router } from 'express';
import { z } from 'zod';
import {
  cashMoveRequest,
  closeShiftRequest,
  givenBackQuery,
  openShiftRequest,
  pairRequest,
  paymentRequest,
  printRequest,
  refundRequest,
  sessionRequest,
  terminalKeyRequest,
} from '../api.ts';
import { addBasketRoutes } from '../baskets/routes.ts';
import { addCouponRoutes } from '../coupons/routes.ts';
import type { Edge } from '../edge.ts';
import { exchangeRequest } from '../exchanges/api.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { HandingOver } from '../register.ts';
import { addReturnRoutes } from '../returns/routes.ts';
import { type Answer, as, bodyAs, handle, ok, queryAs, rawBody } from './answers.ts';
import type { Callers, CashierCaller, TerminalCaller } from './callers.ts';

type Result = Promise<Answer | Problem> | Answer | Problem;
const limitOf = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const catalogueQuery = z.object({
  afterEpoch: z.string().default(''),
  afterPos: z.coerce.number().int().nonnegative().default(0),
  limit: limitOf(2_000, 500),
});
const pairingCodeRequest = z.strictObject({ registerNumber: z.string() });

export function edgeRoutes(edge: Edge, callers: Callers): Router {
  const routes = Router();
  const asTerminal = (work: (caller: TerminalCaller, request: Request) => Result): RequestHandler =>
    handle(async (request) => {
      const caller = await callers.terminal(request);
      return isProblem(caller) ? caller : work(caller, request);
    });
  const asCashier = (work: (caller: CashierCaller, request: Request) => Result): RequestHandler =>
    handle(async (request) => {
      const caller = await callers.cashier(request);
      return isProblem(caller) ? caller : work(caller, request);
    });

  const asHandingOver = (work: (by: HandingOver, request: Request) => Result): RequestHandler =>
    handle(async (request) => {
      const by = await callers.handingOver(request);
      return isProblem(by) ? by : work(by, request);
    });

  routes.get(
    '/state',
    handle(() => ok(edge.state())),
  );
  routes.post(
    '/pair',
    handle(async (request) => {
      const body = bodyAs(request, pairRequest);
      return isProblem(body) ? body : as(201, await edge.pairing.pair(body.value));
    }),
  );
  routes.post(
    '/terminal-keys',
    handle(async (request) => {
      const body = bodyAs(request, terminalKeyRequest);
      return isProblem(body) ? body : ((await callers.followKey(body.value)) ?? { status: 204 });
    }),
  );
  routes.post(
    '/pairing-codes',
    handle(async (request) => {
      const refused = await callers.mayPair(request);
      const body = bodyAs(request, pairingCodeRequest);
      if (refused ?? isProblem(body)) return refused ?? (body as Problem);
      return as(201, edge.pairing.newCode(body.value.registerNumber));
    }),
  );
  routes.get(
    '/register',
    asTerminal(({ register, terminalId }) => as(200, edge.register(register, terminalId))),
  );
  routes.get(
    '/rules',
    asTerminal(() => as(200, edge.rules())),
  );
  routes.get(
    '/catalogue',
    asTerminal((_caller, request) => {
      const query = queryAs(request, catalogueQuery);
      return isProblem(query) ? query : ok(edge.catalogue(query.value));
    }),
  );
  routes.get(
    '/stock/:productId',
    asTerminal((_caller, request) => ok(edge.stock(String(request.params.productId)))),
  );
  routes.get(
    '/stock/:productId/elsewhere',
    asTerminal((_caller, request) => ok(edge.stockElsewhere(String(request.params.productId)))),
  );

  routes.post(
    '/sessions',
    asTerminal(async ({ terminalId }, request) => {
      const body = bodyAs(request, sessionRequest);
      return isProblem(body) ? body : as(201, await edge.staff.logIn(terminalId, body.value));
    }),
  );
  routes.delete(
    '/sessions/current',
    asCashier(({ session }) => {
      edge.staff.logOut(session);
      return { status: 204 };
    }),
  );

  routes.get(
    '/shifts/current',
    asTerminal(({ register }) => as(200, edge.shifts.current(register) ?? noOpenShift())),
  );
  routes.post(
    '/shifts',
    asHandingOver((by, request) => {
      const body = bodyAs(request, openShiftRequest);
      return isProblem(body) ? body : as(201, edge.openShift(by, body.value));
    }),
  );
  routes.post(
    '/shifts/current/x',
    asCashier(({ register }) => as(200, edge.printX(register))),
  );
  routes.post(
    '/cash',
    asCashier(({ actor }, request) => {
      const body = bodyAs(request, cashMoveRequest);
      if (isProblem(body)) return body;
      const done = edge.moveCash(actor, body.value);
      return isProblem(done) ? done : { status: done.first ? 201 : 200, body: done.answer };
    }),
  );
  routes.post(
    '/shifts/current/close',
    asCashier(({ actor }, request) => {
      const body = bodyAs(request, closeShiftRequest);
      return isProblem(body) ? body : as(200, edge.closeShift(actor, body.value));
    }),
  );

  routes.post(
    '/baskets/check',
    asCashier(async (_caller, request) => as(200, await edge.checkBasket(rawBody(request)))),
  );
  routes.post(
    '/sales',
    asHandingOver((by, request) => {
      const query = queryAs(request, givenBackQuery);
      if (isProblem(query)) return query;
      const committed = edge.commitSale({ ...by, formerNumber: query.value.formerly }, rawBody(request));
      if (isProblem(committed)) return committed;
      annotate({ 'comptoir.receipt': committed.answer.receiptNumber });
      return { status: committed.first ? 201 : 200, body: committed.answer };
    }),
  );
  routes.post(
    '/exchanges',
    asHandingOver(async (by, request) => {
      const body = bodyAs(request, exchangeRequest);
      const done = isProblem(body) ? body : await edge.exchange(by, body.value);
      return isProblem(done) ? done : { status: done.first ? 201 : 200, body: done.answer };
    }),
  );
  routes.get(
    '/sales',
    asTerminal(({ register }, request) => {
      const query = queryAs(request, z.object({ limit: limitOf(200, 50) }));
      return isProblem(query) ? query : ok(edge.recentSales(register, query.value.limit));
    }),
  );
  routes.get(
    '/sales/:saleId',
    asTerminal((_caller, request) =>
      as(200, edge.sales.get(String(request.params.saleId)) ?? unknown('sale')),
    ),
  );

  routes.post(
    '/payments',
    asCashier(async ({ actor }, request) => {
      const body = bodyAs(request, paymentRequest);
      return isProblem(body) ? body : as(202, await edge.startPayment(actor, body.value));
    }),
  );
  routes.post(
    '/refunds',
    asCashier(async ({ actor }, request) => {
      const body = bodyAs(request, refundRequest);
      return isProblem(body) ? body : as(202, await edge.startRefund(actor, body.value));
    }),
  );
  routes.get(
    '/payments',
    asTerminal((_caller, request) => {
      const query = queryAs(request, z.object({ saleId: z.uuid() }));
      return isProblem(query) ? query : ok(edge.payments.ofSale(query.value.saleId));
    }),
  );
  routes.get(
    '/payments/:attemptId',
    asTerminal((_caller, request) =>
      as(200, edge.payments.get(String(request.params.attemptId)) ?? unknown('payment')),
    ),
  );
  routes.post(
    '/payments/:attemptId/abort',
    asCashier(async (_caller, request) =>
      as(202, (await edge.payments.abort(String(request.params.attemptId))) ?? unknown('payment')),
    ),
  );

  routes.post(
    '/prints',
    asTerminal(({ register }, request) => {
      const body = bodyAs(request, printRequest);
      return isProblem(body) ? body : as(202, edge.print(register, body.value));
    }),
  );
  routes.get(
    '/prints/:printId',
    asTerminal((_caller, request) =>
      as(200, edge.spooler.get(String(request.params.printId)) ?? unknown('print')),
    ),
  );
  routes.post(
    '/drawer',
    asCashier(({ actor }) => as(200, edge.openDrawer(actor))),
  );

  addBasketRoutes(routes, asCashier, edge.baskets);
  addCouponRoutes(routes, asCashier, edge.couponUses);
  addReturnRoutes(routes, asCashier, edge);

  routes.use(handle(() => unknown('call')));
  return routes;
}

const noOpenShift = (): Problem => problem(404, 'no-shift', 'No open shift', 'Open a shift with its float.');
const unknown = (what: string): Problem =>
  problem(404, `unknown-${what}`, `No such ${what}`, 'Check the id.');

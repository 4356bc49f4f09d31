/** The calls of `stock/api.ts` and `orders/api.ts`. */
import { type Request, Router } from 'express';
import type { z } from 'zod';
import { bodyAs, ok } from '../http/answers.ts';
import { handOverRequest, prepareOrderRequest, putBackRequest } from '../orders/api.ts';
import type { PrintState } from '../printing/api.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import {
  adjustRequest,
  notePrintRequest,
  receiveRequest,
  receiveTransferRequest,
  requestTransferRequest,
  shipRequest,
} from '../stock/api.ts';
import type { StockDesk } from '../stock/stock-desk.ts';
import type { Guards } from './guards.ts';

export type StockRouteParts = Readonly<{
  desk: StockDesk;
  /** At the receipt printer. */
  printNote: (printId: string, transferId: string) => PrintState | Problem;
}>;

export function stockRoutes({ asVisitor, asManager }: Guards, { desk, printNote }: StockRouteParts): Router {
  const routes = Router();
  const idOf = (request: Request) => String(request.params.id);
  const acting = <T>(
    schema: z.ZodType<T>,
    act: (staffId: string, body: T, id: string) => object,
    request: Request,
    staffId: string,
  ) => {
    const body = bodyAs(request, schema);
    if (isProblem(body)) return body;
    const done = act(staffId, body.value, idOf(request));
    return isProblem(done) ? done : { status: 201, body: done };
  };
  const anyone = <T>(
    path: string,
    schema: z.ZodType<T>,
    act: (staffId: string, body: T, id: string) => object,
  ) =>
    routes.post(
      path,
      asVisitor(({ member }, request) => acting(schema, act, request, member.id)),
    );
  const manager = <T>(
    path: string,
    schema: z.ZodType<T>,
    act: (staffId: string, body: T, id: string) => object,
  ) =>
    routes.post(
      path,
      asManager((staffId, request) => acting(schema, act, request, staffId)),
    );

  manager('/stock/adjustments', adjustRequest, (by, body) => desk.adjust(by, body));
  anyone('/deliveries/receipts', receiveRequest, (by, body) => desk.receive(by, body));
  manager('/transfers', requestTransferRequest, (by, body) => desk.requestTransfer(by, body));
  anyone('/transfers/:id/ship', shipRequest, (by, body, id) => desk.shipTransfer(by, id, body));
  anyone('/transfers/:id/receive', receiveTransferRequest, (by, body, id) =>
    desk.receiveTransfer(by, id, body),
  );
  anyone('/orders/:id/prepare', prepareOrderRequest, (by, body, id) => desk.prepareOrder(by, id, body));
  anyone('/orders/:id/hand-over', handOverRequest, (by, body, id) => desk.handOver(by, id, body));
  anyone('/orders/:id/put-back', putBackRequest, (by, body, id) => desk.putBack(by, id, body));
  routes.post(
    '/transfers/:id/prints',
    asVisitor((_visitor, request) => {
      const body = bodyAs(request, notePrintRequest);
      if (isProblem(body)) return body;
      if (desk.transferOf(idOf(request))?.direction !== 'out')
        return problem(404, 'unknown-transfer', 'No such transfer leaves here', 'Look at the list.');
      const state = printNote(body.value.printId, idOf(request));
      return isProblem(state) ? state : { status: 202, body: state };
    }),
  );

  routes.get(
    '/orders-to-prepare',
    asVisitor(() => ok(desk.orders())),
  );
  routes.get(
    '/deliveries',
    asVisitor(() => ok(desk.deliveries())),
  );
  routes.get(
    '/stock-alerts',
    asVisitor(() => ok(desk.alerts())),
  );
  routes.get(
    '/discrepancies',
    asManager(async () => ok(await desk.discrepancies())),
  );
  routes.get(
    '/stock/:id/movements',
    asVisitor((_visitor, request) => ok(desk.movements(idOf(request)))),
  );
  return routes;
}

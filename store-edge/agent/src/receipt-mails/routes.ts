/** The call about a receipt by e-mail. */
import { Router } from 'express';
import { as, bodyAs, handle } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem } from '../problem.ts';
import { receiptMailRequest } from './api.ts';
import type { ReceiptMails } from './receipt-mails.ts';

export function receiptMailRoutes(callers: Callers, mails: ReceiptMails): Router {
  const routes = Router();
  routes.post(
    '/sales/:saleId/mails',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      const body = isProblem(caller) ? caller : bodyAs(request, receiptMailRequest);
      if (isProblem(body)) return body;
      return as(202, await mails.ask(String(request.params.saleId), body.value));
    }),
  );
  return routes;
}

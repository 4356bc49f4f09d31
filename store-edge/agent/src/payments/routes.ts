/** The call by which a person settles what the payment terminal did not tell. */
import type { CardFacts } from '@comptoir/hardware-drivers';
import { Router } from 'express';
import type { Clock } from '../clock.ts';
import { bodyAs, handle, ok } from '../http/answers.ts';
import type { Callers } from '../http/callers.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { Approvals } from '../staff/approvals.ts';
import { type PaymentState, type SettleRequest, settleRequest } from './api.ts';
import type { Payments } from './payments.ts';

type SettlingParts = Readonly<{ payments: Payments; approvals: Approvals; clock: Clock }>;

export function settlingRoutes(callers: Callers, parts: SettlingParts): Router {
  const routes = Router();
  routes.post(
    '/payments/:attemptId/settle',
    handle(async (request) => {
      const caller = await callers.cashier(request);
      if (isProblem(caller)) return caller;
      const body = bodyAs(request, settleRequest);
      if (isProblem(body)) return body;
      const settled = settle(parts, caller.actor, String(request.params.attemptId), body.value);
      return isProblem(settled) ? settled : ok(settled);
    }),
  );
  return routes;
}

function settle(
  { payments, approvals, clock }: SettlingParts,
  actor: Actor,
  attemptId: string,
  request: SettleRequest,
): PaymentState | Problem {
  const { approvalId } = request;
  const refusal = approvals.refusal(actor, 'settle-payment', attemptId, [approvalId]);
  if (refusal) return refusal;
  const card = request.outcome === 'approved' ? cardOf(request, clock.now()) : null;
  const settled = payments.settle(attemptId, card);
  if (!settled) return problem(404, 'unknown-payment', 'No such payment', 'Check the id.');
  if (approvalId !== undefined) approvals.use(approvalId, attemptId);
  return settled;
}

/** A ticket does not say how the card was read: most are by their chip. */
const cardOf = (
  { brand, last4, approvalCode }: Extract<SettleRequest, { outcome: 'approved' }>,
  at: Date,
): CardFacts => ({
  brand,
  last4,
  entryMode: 'chip',
  approvalCode,
  terminalReference: approvalCode,
  terminalReferenceAt: at.toISOString(),
});

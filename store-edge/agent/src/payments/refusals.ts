/** Why a card attempt does not begin, and what to do instead. */
import { type Problem, problem } from '../problem.ts';
import type { Attempt } from './attempt.ts';

export const attemptReused = (): Problem =>
  problem(409, 'id-reused', 'This attempt id names another payment', 'A new attempt needs a new id.');

export const noTerminal = (served: string): Problem =>
  problem(
    409,
    'no-payment-terminal',
    'No payment terminal here',
    `The payment terminal serves register ${served}: take another tender.`,
  );

export const unknownPayment = (): Problem =>
  problem(
    404,
    'unknown-payment',
    'No such card payment here',
    'This store’s payment terminal did not take that payment: refund to a card that is presented, or otherwise.',
  );

export const refundExceeds = (leftMinor: number): Problem =>
  problem(409, 'refund-exceeds-payment', 'More than is left of the payment', 'Refund at most what is left.', {
    leftMinor,
  });

export const paymentOpen = ({ attemptId, saleId }: Attempt): Problem =>
  problem(
    409,
    'payment-open',
    'A payment is not settled yet',
    'Do not run the card again: wait for the payment terminal to tell.',
    {
      attemptId,
      saleId,
    },
  );

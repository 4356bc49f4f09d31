/** An attempt in the words of the terminal's driver. */
import type {
  CardFacts,
  PaymentOutcome,
  PaymentRefund,
  PaymentStatusOutcome,
  PaymentTerminal,
} from '@comptoir/hardware-drivers';
import type { Attempt } from './attempt.ts';

export type TerminalLink = Readonly<{
  /** Once for an attempt, ever. */
  send(attempt: Attempt, signal: AbortSignal): Promise<PaymentOutcome>;
  /** What became of it. */
  ask(attempt: Attempt, signal: AbortSignal): Promise<PaymentStatusOutcome>;
  abort(attempt: Attempt): Promise<unknown>;
}>;

/** @param originalOf the card of the payment that a refund goes back to; null: it goes to a card that is presented. */
export function terminalLink(
  terminal: PaymentTerminal,
  originalOf: (refund: Attempt) => CardFacts | null,
): TerminalLink {
  const refundOf = (attempt: Attempt): PaymentRefund => ({
    ...inDriversWords(attempt),
    original: originalOf(attempt),
  });
  return {
    send: (attempt, signal) =>
      attempt.kind === 'charge'
        ? terminal.pay(inDriversWords(attempt), signal)
        : terminal.refund(refundOf(attempt), signal),
    ask: (attempt, signal) =>
      attempt.kind === 'charge'
        ? terminal.status(inDriversWords(attempt), signal)
        : terminal.refundStatus(refundOf(attempt), signal),
    abort: (attempt) => terminal.abort(inDriversWords(attempt)),
  };
}

const inDriversWords = ({ attemptId, serviceId, amountMinor, currency, saleId, operatorId }: Attempt) => ({
  attemptId,
  serviceId,
  amountMinor,
  currency,
  reference: saleId,
  operatorId,
});

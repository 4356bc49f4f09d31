/** A provider that does not answer is left alone for a while: nobody waits for it in vain, and one call finds out when it is back. */
import { type Circuit, CircuitOpen } from '@comptoir/service-kit/neighbours/circuit';
import { inSpan } from '@comptoir/tracing';
import { AnswerLost, type PaymentProvider } from './provider.ts';

/** `restMs`: how long it is left alone; 0: it may be asked. */
export type SparedProvider = PaymentProvider & Readonly<{ restMs(): number }>;

export function spared(provider: PaymentProvider, circuit: Circuit): SparedProvider {
  /** What was never sent is told as what was not answered: whoever called asks by its key, and finds nothing. */
  const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await inSpan(
        `${what} payment`,
        { kind: 'client', attributes: { 'server.address': provider.name } },
        () => circuit.run(work, (error) => error instanceof AnswerLost),
      );
    } catch (error) {
      throw error instanceof CircuitOpen ? new AnswerLost(error.message, false, error) : error;
    }
  };
  return {
    ...provider,
    restMs: circuit.restMs,
    authorise: (attempt, key) => call('authorise', () => provider.authorise(attempt, key)),
    find: (attempt) => call('find', () => provider.find(attempt)),
    read: (reference) => call('read', () => provider.read(reference)),
    capture: (...told) => call('capture', () => provider.capture(...told)),
    cancel: (reference, key) => call('cancel', () => provider.cancel(reference, key)),
    refund: (reference, refund) => call('refund', () => provider.refund(reference, refund)),
    findRefund: (reference, refundId) =>
      call('find refund of', () => provider.findRefund(reference, refundId)),
    readDispute: (id) => call('read dispute of', () => provider.readDispute(id)),
  };
}

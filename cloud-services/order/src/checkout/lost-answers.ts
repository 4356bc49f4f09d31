/** Calls whose answer may be lost: whether they were done is asked for after a pause. */
import { NeighbourRefused, NeighbourSilent } from '@comptoir/service-kit/neighbours/neighbour';
import type { OrderParts } from '../parts.ts';
import { AnswerLost } from '../payment/provider.ts';
import { endStep, type Saga, writeSaga } from '../store/sagas.ts';

/** How long to wait after so many lost answers: 0.25 s, doubling, at most 30 s, spread so that not all come at once. */
export const backoffMs = (tries: number): number =>
  Math.min(250 * 2 ** tries, 30_000) * (0.5 + Math.random() / 2);
export type Lost = Readonly<{ saga: Saga; next: 'wait'; waitMs: number }>;

/** A call to a provider: its value, or a pause after which its outcome is asked for. */
export async function lost<T>(
  parts: OrderParts,
  saga: Saga,
  call: string,
  work: () => Promise<T>,
): Promise<{ value: T } | Lost> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof AnswerLost)) throw error;
    if (error.hasEnded && call === 'authorise')
      await endStep(parts.database, saga.orderId, 'authorise', 'ended in a fault');
    return pause(parts, saga, call, error);
  }
}

/** A call to a neighbour: its value, its refusal, or a pause after which the same call with the same key finds out. */
export async function outcome<T>(
  parts: OrderParts,
  saga: Saga,
  call: string,
  work: () => Promise<T>,
): Promise<{ value: T } | { refused: NeighbourRefused } | Lost> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof NeighbourRefused) return { refused: error };
    if (error instanceof NeighbourSilent) return pause(parts, saga, call, error);
    throw error;
  }
}

async function pause(parts: OrderParts, saga: Saga, call: string, error: Error): Promise<Lost> {
  parts.measures.answersLost.inc({ call });
  parts.logger.warn(
    {
      orderId: saga.orderId,
      call,
      tries: saga.tries,
      error: error.message,
      correlationId: saga.correlationId,
    },
    'an answer was lost; it is asked for',
  );
  const next = await writeSaga(parts.database, saga, { tries: saga.tries + 1 }, parts);
  return { saga: next, next: 'wait', waitMs: backoffMs(saga.tries) };
}

/** What became of money on its way back to a card: asked until it is known, for as long as somebody waits for it, and not for ever. */
import type { PaymentState } from '@comptoir/edge-agent/api';
import type { Reply } from '../edge/problem.ts';

/** `unknown`: not yet; it is asked again when somebody wants to know, and never begun again. `left`: nobody waits any more. */
export type RefundOutcome = 'approved' | 'refused' | 'unknown' | 'left';

type Asking = Readonly<{
  ask: () => Promise<Reply<PaymentState>>;
  isWanted: () => boolean;
  pause: () => Promise<void>;
  asksMax: number;
}>;

export async function refundOutcome({ ask, isWanted, pause, asksMax }: Asking): Promise<RefundOutcome> {
  for (let asks = 0; asks < asksMax; asks += 1) {
    if (asks > 0) await pause();
    if (!isWanted()) return 'left';
    const reply = await ask();
    if (!isWanted()) return 'left';
    if (reply.is === 'ok' && reply.body.state === 'approved') return 'approved';
    if (reply.is === 'ok' && (reply.body.state === 'declined' || reply.body.state === 'aborted'))
      return 'refused';
    // The edge never heard of it: nothing went to the card.
    if (reply.is === 'problem' && reply.problem.status === 404) return 'refused';
  }
  return 'unknown';
}

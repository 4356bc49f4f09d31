/**
 * One card payment, from the wish to its outcome. The attempt is on disk before the edge hears of it; whatever is not known is
 * asked, never assumed, and nothing is charged again while it is open. Source: docs, screens, "Payment to check".
 */
import type { PaymentState } from '@comptoir/edge-agent/api';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import type { Attempt } from '../sale/draft.ts';
import { newId } from '../sale/ids.ts';
import { change } from './basket.ts';
import { edge, sound, tell } from './context.ts';
import { cardApproved } from './finishing.ts';
import { store } from './store.ts';

const askMs = 1_500;
const askUnknownMinMs = 2_000;
const askUnknownMaxMs = 60_000;

let timer: ReturnType<typeof setTimeout> | null = null;
let unknownTries = 0;
/** The approval comes by event, by answer and by question, often at once: it pays the sale once. */
let paidAttemptId = '';

/** @param tipMinor is charged on top of it. */
export async function startAttempt(amountMinor: number, tipMinor = 0): Promise<void> {
  const attempt: Attempt = {
    attemptId: newId(),
    amountMinor: amountMinor + tipMinor,
    ...(tipMinor === 0 ? {} : { tipMinor }),
    state: 'intended',
    detail: '',
  };
  if (await change({ type: 'attempted', attempt })) return request();
  // Not on disk: after a crash nobody would ask about it, so it is not begun.
  await change({ type: 'attempted', attempt: null });
  tell({ kind: 'storage-full' }, 'refused');
}

/** The same attempt id every time: the edge starts it once and then only answers. */
async function request(): Promise<void> {
  const { draft } = store.state;
  if (!draft.attempt) return;
  const { attemptId, amountMinor } = draft.attempt;
  const reply = await edge().startPayment(attemptId, draft.saleId, amountMinor);
  if (reply.is === 'ok') return apply(reply.body);
  if (reply.is === 'unreachable' || reply.problem.status === 401) return schedule();
  // Refused before anything was sent to the payment terminal.
  await change({ type: 'attempted', attempt: null });
  tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
}

/** From the event, from an answer, or from a question: all the same, and in any order. */
export async function apply(payment: PaymentState): Promise<void> {
  const { attempt } = store.state.draft;
  if (attempt === null || attempt.attemptId !== payment.attemptId) return;
  if (attempt.state !== payment.state || attempt.detail !== payment.detail) {
    if (payment.state === 'unknown' && attempt.state !== 'unknown') sound('attention');
    void change({ type: 'attempted', attempt: { ...attempt, state: payment.state, detail: payment.detail } });
  }
  store.set({ payment });
  switch (payment.state) {
    case 'approved':
      stop();
      if (paidAttemptId === payment.attemptId) return;
      paidAttemptId = payment.attemptId;
      if (await cardApproved(tenderOf(payment, attempt.tipMinor ?? 0))) return;
      // The card is charged and the disk is full: asked again until the sale can be kept.
      paidAttemptId = '';
      return schedule();
    case 'declined':
    case 'aborted':
      stop();
      await change({ type: 'attempted', attempt: null });
      store.set({ payment: null, panel: 'pay' });
      return tell({ kind: payment.state, detail: payment.detail }, 'refused');
    default:
      return schedule();
  }
}

/** @param askedTipMinor that this till asked for, within the attempt's amount; the payment terminal may have asked for its own. */
function tenderOf(payment: PaymentState, askedTipMinor: number): Tender {
  const { attemptId, amountMinor, card } = payment;
  const tipMinor = askedTipMinor + (payment.tipMinor ?? 0);
  return {
    kind: 'card',
    amountMinor: amountMinor - askedTipMinor,
    ...(tipMinor === 0 ? {} : { tipMinor }),
    attemptId,
    brand: card?.brand ?? '',
    last4: card?.last4 ?? '0000',
    entryMode: card?.entryMode ?? 'chip',
    approvalCode: card?.approvalCode ?? '',
    terminalReference: card?.terminalReference ?? '',
  };
}

/** Events may be lost: the attempt is asked about until it is settled. */
export function follow(): void {
  stop();
  void ask();
}

/** After a login or a reload in the middle of a card payment. */
export function resumeAttempt(): void {
  if (store.state.draft.attempt === null) return;
  store.set({ panel: 'pay' });
  follow();
}

async function ask(): Promise<void> {
  const { attempt } = store.state.draft;
  if (!attempt) return;
  const reply = await edge().payment(attempt.attemptId);
  if (reply.is === 'ok') return apply(reply.body);
  // Never heard of: our request was lost on its way, so it is made again under the same id.
  if (reply.is === 'problem' && reply.problem.status === 404) return request();
  schedule();
}

function schedule(): void {
  stop();
  const unknown = store.state.draft.attempt?.state === 'unknown';
  unknownTries = unknown ? unknownTries + 1 : 0;
  const delayMs = unknown
    ? Math.min(askUnknownMaxMs, askUnknownMinMs * 2 ** Math.min(unknownTries - 1, 5))
    : askMs;
  timer = setTimeout(() => void ask(), delayMs);
}

function stop(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

/** A wish only: the payment terminal may have approved already, and its word counts. */
export async function abort(): Promise<void> {
  const { attempt } = store.state.draft;
  if (attempt) await edge().abortPayment(attempt.attemptId);
}

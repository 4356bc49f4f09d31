/**
 * What becomes of a card attempt, as one function an event. Pure: time arrives in the event.
 *
 * intended → sent → approved | declined | aborted | unknown. Unknown is a state, not an error: the terminal is asked until it
 * tells, and the card is never sent again. An approval that nobody wants any more is reversed, and while that is under way the
 * attempt stays unknown, so that the sale cannot be charged a second time.
 * Source: docs/reliability.md, Card in doubt.
 */
import type { CardFacts, PaymentReversalOutcome, PaymentStatusOutcome } from '@comptoir/hardware-drivers';
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { PaymentState } from './api.ts';

/** `wished`: reverse it should it turn out approved. `owed`: it was approved and goes back. */
export type Reversal = 'none' | 'wished' | 'owed' | 'done' | 'refused';
/** Names a transaction of the terminal, for its reversal. */
export type TerminalReference = Readonly<{ terminalReference: string; terminalReferenceAt: string }>;

/** `tipMinor`: what its holder added at the terminal's own question, charged on top of the attempt's amount. */
export type ChargedCard = CardFacts & Readonly<{ tipMinor?: number }>;

export type Attempt = Readonly<{
  attemptId: string;
  saleId: string;
  registerId: string;
  amountMinor: number;
  currency: string;
  serviceId: string;
  operatorId: string;
  state: PaymentState['state'];
  detail: string;
  card: ChargedCard | TerminalReference | null;
  intendedAt: string;
  reversal: Reversal;
  reversalServiceId: string | null;
  /** A committed sale counts it among its tenders: it is never reversed by itself. */
  isTendered: boolean;
  /** `refund`: the money goes to the customer. `saleId` is then the return that it settles. */
  kind: PaymentState['kind'];
  /** Of a refund: the payment to whose card it goes; null: to a card that is presented. */
  originalAttemptId: string | null;
}>;

export type AttemptEvent =
  | Readonly<{ type: 'sending' }>
  | Readonly<{ type: 'restarted' }>
  | Readonly<{ type: 'told'; outcome: PaymentStatusOutcome; at: number }>
  | Readonly<{ type: 'not-wanted' }>
  /** Somebody with the right has looked at the terminal's ticket: `card` if the money moved. */
  | Readonly<{ type: 'read'; card: CardFacts | null }>
  | Readonly<{ type: 'reversal-told'; outcome: PaymentReversalOutcome }>;

type Outcome = BodyOf<'payment.resolved'>['outcome'];
export type Change = Readonly<{
  attempt: Attempt;
  resolved?: Readonly<{ outcome: Outcome; detail: string; tipMinor?: number }>;
}>;

/** A terminal that does not know an attempt may still be about to take it: wait for its own time-out. */
export const NOT_FOUND_AFTER_MS = 150_000;

export function onEvent(attempt: Attempt, event: AttemptEvent): Change {
  switch (event.type) {
    case 'sending':
      return { attempt: { ...attempt, state: 'sent', detail: '' } };
    case 'restarted':
      return onRestart(attempt);
    case 'told':
      return isOpen(attempt) ? onTold(attempt, event.outcome, event.at) : { attempt };
    case 'not-wanted':
      return onNotWanted(attempt);
    case 'read':
      return attempt.state === 'unknown' && isOpen(attempt) ? onRead(attempt, event.card) : { attempt };
    case 'reversal-told':
      return onReversalTold(attempt, event.outcome);
  }
}

/** Of an approved one: what was added at the terminal. */
export const addedTipMinor = ({ card }: Attempt): number =>
  card !== null && 'last4' in card ? (card.tipMinor ?? 0) : 0;

/** The outcome of the charge itself is not known yet. */
export const isOpen = ({ state, reversal }: Attempt): boolean =>
  (state === 'intended' || state === 'sent' || state === 'unknown') && reversal !== 'owed';

/** Something is still to be done about it: ask, or give the money back. */
export const isUnsettled = (attempt: Attempt): boolean => isOpen(attempt) || attempt.reversal === 'owed';

function onRestart(attempt: Attempt): Change {
  // `sent` is on disk before the first byte leaves: what is only intended, the terminal has never heard of.
  if (attempt.state === 'intended') return settle(attempt, 'aborted', 'aborted', 'not-sent');
  if (attempt.state === 'sent') return { attempt: { ...attempt, state: 'unknown', detail: 'restarted' } };
  return { attempt };
}

function onTold(attempt: Attempt, told: PaymentStatusOutcome, atMs: number): Change {
  switch (told.outcome) {
    case 'approved':
      return onApproved(attempt, told);
    case 'declined':
      return settle(attempt, 'declined', 'declined', told.reason);
    case 'aborted':
      return settle(attempt, 'aborted', 'aborted', told.reason);
    case 'in-progress':
      return { attempt: { ...attempt, detail: 'in-progress' } };
    case 'not-found':
      return atMs - Date.parse(attempt.intendedAt) >= NOT_FOUND_AFTER_MS
        ? settle(attempt, 'aborted', 'not-found', 'NotFound')
        : { attempt: { ...attempt, state: 'unknown', detail: 'not-found-yet' } };
    case 'unknown':
      return onUnknown(attempt, told);
  }
}

function onApproved(
  attempt: Attempt,
  { card, amountMinor, tipMinor, approvedOffline }: Extract<PaymentStatusOutcome, { outcome: 'approved' }>,
): Change {
  if (amountMinor !== attempt.amountMinor) return owe({ ...attempt, card }, 'amount-differs');
  const detail = approvedOffline ? 'approved-offline' : '';
  const tip = tipMinor === undefined ? {} : { tipMinor };
  const approved = { ...attempt, state: 'approved', detail, card: { ...card, ...tip } } as const;
  if (attempt.reversal === 'wished') return owe(approved, 'late-approval');
  return { attempt: approved, resolved: { outcome: 'approved', detail, ...tip } };
}

function onUnknown(attempt: Attempt, told: Extract<PaymentStatusOutcome, { outcome: 'unknown' }>): Change {
  const { answered, reason } = told;
  // A refund that is not what we asked cannot be taken back by software: somebody must look at it.
  if (!answered || attempt.kind === 'refund')
    return { attempt: { ...attempt, state: 'unknown', detail: reason } };
  const { terminalReference, terminalReferenceAt } = answered;
  return owe({ ...attempt, card: { terminalReference, terminalReferenceAt } }, reason);
}

/** A ticket cannot be reversed by software: what nobody wants any more stays approved, and is told. */
function onRead(attempt: Attempt, card: CardFacts | null): Change {
  if (card === null) return settle(attempt, 'aborted', 'aborted', 'read-on-terminal');
  const isUnwanted = attempt.reversal === 'wished';
  const detail = isUnwanted ? 'reversal-refused: read-on-terminal' : 'read-on-terminal';
  const reversal = isUnwanted ? 'refused' : attempt.reversal;
  return {
    attempt: { ...attempt, state: 'approved', detail, card, reversal },
    resolved: { outcome: 'approved', detail },
  };
}

/** The sale was abandoned, aborted, or paid otherwise. Money that the customer has been given stays hers. */
function onNotWanted(attempt: Attempt): Change {
  if (attempt.isTendered || attempt.kind === 'refund') return { attempt };
  if (isOpen(attempt)) return { attempt: { ...attempt, reversal: 'wished' } };
  return attempt.state === 'approved' && attempt.reversal !== 'done'
    ? owe(attempt, 'not-wanted')
    : { attempt };
}

function onReversalTold(attempt: Attempt, told: PaymentReversalOutcome): Change {
  if (attempt.reversal !== 'owed') return { attempt };
  switch (told.outcome) {
    case 'accepted':
      return settle({ ...attempt, reversal: 'done' }, 'aborted', 'aborted', 'reversed');
    case 'refused':
      return { attempt: onReversalRefused(attempt, told.reason) };
    case 'unknown':
      return { attempt };
  }
}

/** The money stays with the shop: a whole approval can still pay the sale; anything else a person must look at. */
function onReversalRefused(attempt: Attempt, reason: string): Attempt {
  const isWhole = attempt.card !== null && 'last4' in attempt.card;
  return {
    ...attempt,
    reversal: 'refused',
    state: isWhole ? 'approved' : 'unknown',
    detail: `reversal-refused: ${reason}`,
  };
}

const owe = (attempt: Attempt, detail: string): Change => ({
  attempt: { ...attempt, state: 'unknown', detail: `reversing: ${detail}`, reversal: 'owed' },
  resolved: { outcome: 'approved', detail },
});

const settle = (
  attempt: Attempt,
  state: 'declined' | 'aborted',
  outcome: Outcome,
  detail: string,
): Change => ({
  attempt: { ...attempt, state, detail },
  resolved: { outcome, detail },
});

export function stateOf({
  attemptId,
  saleId,
  kind,
  amountMinor,
  state,
  detail,
  card,
}: Attempt): PaymentState {
  const known = card !== null && 'last4' in card && state === 'approved' ? card : null;
  return {
    attemptId,
    saleId,
    kind,
    amountMinor,
    ...(known?.tipMinor === undefined ? {} : { tipMinor: known.tipMinor }),
    state,
    detail,
    card: known && {
      brand: known.brand,
      last4: known.last4,
      entryMode: known.entryMode,
      approvalCode: known.approvalCode,
      terminalReference: known.terminalReference,
    },
  };
}

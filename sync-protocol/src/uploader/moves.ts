/** The moves that several states share. Each gives the next state and what to do. */
import { assert } from '../assert.ts';
import { backoffMs } from '../backoff.ts';
import type {
  AlertType,
  CloudHead,
  Mode,
  Moment,
  NewJournalReason,
  RefusalType,
  Step,
  UploaderEffect,
  UploaderState,
  UploadSession,
} from './types.ts';

export const idlePollMs = 60_000;
export const refusedRetryMs = 3_600_000;
/** A token is renewed this long before its end, so that none runs out on the way. */
export const tokenMarginMs = 60_000;

export const stay = (state: UploaderState): Step => ({ state, effects: [] });

export const alert = (type: AlertType, detail: string): UploaderEffect => ({
  do: 'alert',
  alert: type,
  detail,
});

export const before = (effects: readonly UploaderEffect[], step: Step): Step => ({
  state: step.state,
  effects: [...effects, ...step.effects],
});

export function check(state: UploaderState, afterSeq: number): Step {
  return {
    state: { ...state, mode: { at: 'checking', afterSeq } },
    effects: [{ do: 'check-journal', afterSeq }],
  };
}

export function connect(state: UploaderState): Step {
  const request = state.request + 1;
  return {
    state: { ...state, mode: { at: 'connecting' }, request },
    effects: [{ do: 'open-session', request }],
  };
}

/**
 * What the cloud has cosigned it has; but a cloud that was restored, and then differs below its own cosignature, may have lost
 * any of it: then all is carried over. Readers project a record once, however often it comes.
 * @param heldSeq how far the cloud holds this journal, where we know it to be less than it cosigned.
 */
export function openJournal(
  state: UploaderState,
  reason: NewJournalReason,
  witness: CloudHead,
  heldSeq = state.journal.cosignedSeq,
): Step {
  const { cosignedSeq } = state.journal;
  const isForkedBelow = reason === 'forked' && witness.seq <= cosignedSeq;
  const carryAfterSeq = isForkedBelow ? 0 : Math.min(heldSeq, cosignedSeq);
  return {
    state: { ...state, mode: { at: 'opening', reason } },
    effects: [{ do: 'open-journal', reason, witness, carryAfterSeq }],
  };
}

/** Sends what comes after `afterSeq`, or rests when nothing does. */
export function sendAfter(
  state: UploaderState,
  session: UploadSession,
  afterSeq: number,
  moment: Moment,
): Step {
  const { tailSeq } = state.journal;
  assert(0 <= afterSeq && afterSeq <= tailSeq, `after ${afterSeq}, tail ${tailSeq}`);
  if (afterSeq === tailSeq) return rest({ ...state, attempt: 0 }, session, moment);
  if (endsSoon(session, moment)) return connect(state);
  const request = state.request + 1;
  const recordsMax = Math.min(state.batchRecords, session.limits.batchRecordsMax);
  return {
    state: { ...state, mode: { at: 'sending', session, afterSeq }, request },
    effects: [{ do: 'send-batch', request, afterSeq, recordsMax, bytesMax: session.limits.batchBytesMax }],
  };
}

export const endsSoon = (session: UploadSession, { nowMs }: Moment): boolean =>
  session.endsAtMs - nowMs <= tokenMarginMs;

export function rest(state: UploaderState, session: UploadSession, { nowMs }: Moment): Step {
  const untilRenewalMs = Math.max(1_000, session.endsAtMs - tokenMarginMs - nowMs);
  return wait(state, { at: 'idle', session }, Math.min(idlePollMs, untilRenewalMs));
}

export function backOff(state: UploaderState, { random }: Moment, retryAfterMs = 0): Step {
  const mode = { at: 'backoff', mayHurry: retryAfterMs === 0 } as const;
  return wait({ ...state, attempt: state.attempt + 1 }, mode, backoffMs(state.attempt, random, retryAfterMs));
}

export const refuse = (state: UploaderState, because: RefusalType): Step =>
  wait(state, { at: 'refused', because }, refusedRetryMs);

function wait(state: UploaderState, mode: Mode, afterMs: number): Step {
  const timer = state.timer + 1;
  return { state: { ...state, mode, timer }, effects: [{ do: 'arm-timer', timer, afterMs }] };
}

/** The rows of the table, one a state. Source: docs/sync-protocol.md, Uploader. */
import { batchAfter, halved } from './batch-size.ts';
import { onCloudHead } from './cloud-head.ts';
import {
  alert,
  backOff,
  before,
  check,
  connect,
  endsSoon,
  openJournal,
  refuse,
  rest,
  sendAfter,
  stay,
} from './moves.ts';
import type { In, Of, Row, Table } from './table.ts';
import type { Moment, Step, UploaderState } from './types.ts';

/** A batch that is refused as malformed is sent once more after our own journal was found sound; then a person must look. */
const badBatchesMax = 2;
/** Gaps in a row without an acknowledgement between them. */
const gapsMax = 3;

const ignore = (state: UploaderState): Step => stay(state);
const grown = (state: UploaderState, { tailSeq }: Of<'appended'>): Step =>
  stay({ ...state, journal: { ...state.journal, tailSeq: Math.max(tailSeq, state.journal.tailSeq) } });
const opened = (state: UploaderState, { tailSeq }: Of<'journal-opened'>): Step =>
  connect({ ...state, journal: { tailSeq, cosignedSeq: 0 }, badBatches: 0 });

/** At once, online or not: what is sold from now on must not stand where something else stood. */
const witnessed = (state: UploaderState, { verdict, witness }: Of<'witnessed'>): Step =>
  openJournal(state, verdict, witness);

/** No request is out in these states: whatever answers is late. */
const noRequestOut = {
  'session-opened': ignore,
  refused: ignore,
  acknowledged: ignore,
  gap: ignore,
  fork: ignore,
  'stale-session': ignore,
  'bad-batch': ignore,
  'too-big': ignore,
  'no-answer': ignore,
};

const checking: Row<'checking'> = {
  ...noRequestOut,
  witnessed,
  checked(state, event) {
    if (event.verdict !== 'sound')
      return openJournal(state, event.verdict, event.witness, state.mode.afterSeq);
    if (state.badBatches < badBatchesMax) return connect(state);
    const detail = `${state.badBatches} batches in a row were refused though our journal is sound`;
    return before([alert('batch-refused', detail)], refuse({ ...state, badBatches: 0 }, 'bad-chain'));
  },
  'journal-opened': ignore,
  appended: grown,
  timer: ignore,
  reachable: ignore,
};

const opening: Row<'opening'> = {
  ...noRequestOut,
  witnessed: ignore,
  checked: ignore,
  'journal-opened': opened,
  appended: ignore,
  timer: ignore,
  reachable: ignore,
};

const connecting: Row<'connecting'> = {
  witnessed,
  checked: ignore,
  'journal-opened': ignore,
  appended: grown,
  'session-opened': onSession,
  refused: (state, { because }) => before([alert('device-refused', because)], refuse(state, because)),
  acknowledged: ignore,
  gap: ignore,
  fork: ignore,
  'stale-session': (state, _event, moment) => backOff(state, moment),
  'bad-batch': (state, _event, moment) => backOff(state, moment),
  'too-big': (state, _event, moment) => backOff(state, moment),
  'no-answer': (state, { retryAfterMs }, moment) => backOff(state, moment, retryAfterMs),
  timer: ignore,
  reachable: ignore,
};

/** An ack may have been lost on the way: the session's own cosigned head makes up for it. */
function onSession(state: In<'connecting'>, event: Of<'session-opened'>, moment: Moment): Step {
  const { session, head, ownHash } = event;
  const isNews = state.journal.cosignedSeq < head.seq && head.seq <= state.journal.tailSeq;
  if (!event.cosigned)
    return before([alert('bad-cosignature', `of head ${head.seq}`)], backOff(state, moment));
  if (!isNews || ownHash !== head.hash) return onCloudHead(state, session, head, ownHash, moment);
  const journal = { ...state.journal, cosignedSeq: head.seq };
  const next = onCloudHead({ ...state, journal, attempt: 0 }, session, head, ownHash, moment);
  return before([{ do: 'store-cosignature', head, cosignature: event.cosignature }], next);
}

const sending: Row<'sending'> = {
  witnessed,
  checked: ignore,
  'journal-opened': ignore,
  appended: grown,
  'session-opened': ignore,
  refused: (state, { because }) => before([alert('device-refused', because)], refuse(state, because)),
  acknowledged: onAcknowledged,
  // Sent elsewhere again and again without progress, we wait; the next session says where the cloud stands.
  gap: (state, { head, ownHash }, moment) =>
    state.attempt >= gapsMax
      ? backOff(state, moment)
      : onCloudHead({ ...state, attempt: state.attempt + 1 }, state.mode.session, head, ownHash, moment),
  fork: (state, { witness }) => openJournal(state, 'forked', witness),
  // A session stolen back at once by a clone would turn in a circle: the second time in a row we wait.
  'stale-session': (state, _event, moment) =>
    state.attempt === 0 ? connect({ ...state, attempt: 1 }) : backOff(state, moment),
  // A cloud that was restored asks for records again that it had cosigned: then the fault may lie below the cosignature.
  'bad-batch': (state) =>
    check(
      { ...state, badBatches: state.badBatches + 1 },
      Math.min(state.mode.afterSeq, state.journal.cosignedSeq),
    ),
  'too-big'(state, { records }, moment) {
    if (records > 1)
      return sendAfter(
        { ...state, batchRecords: halved(records) },
        state.mode.session,
        state.mode.afterSeq,
        moment,
      );
    const detail = `record ${state.mode.afterSeq + 1} is above the cloud's limit`;
    return before([alert('record-too-big', detail)], refuse(state, 'too-big'));
  },
  'no-answer': (state, { retryAfterMs }, moment) =>
    backOff({ ...state, batchRecords: halved(state.batchRecords) }, moment, retryAfterMs),
  timer: ignore,
  reachable: ignore,
};

/** The cosignature is the ack: only a head that verifies, that is ours and that goes further counts. */
function onAcknowledged(state: In<'sending'>, event: Of<'acknowledged'>, moment: Moment): Step {
  const { head, cosignature, cosigned, ownHash, tookMs } = event;
  const { session, afterSeq } = state.mode;
  if (!cosigned) return before([alert('bad-cosignature', `of head ${head.seq}`)], backOff(state, moment));
  if (head.seq > state.journal.tailSeq || ownHash === null) return openJournal(state, 'rolled-back', head);
  if (ownHash !== head.hash) return openJournal(state, 'forked', head);
  if (head.seq <= afterSeq)
    return before(
      [alert('answer-makes-no-sense', `ack ${head.seq} of a batch after ${afterSeq}`)],
      backOff(state, moment),
    );
  const journal = { ...state.journal, cosignedSeq: Math.max(head.seq, state.journal.cosignedSeq) };
  const batchRecords = batchAfter(state.batchRecords, tookMs);
  const next = sendAfter(
    { ...state, journal, batchRecords, attempt: 0, badBatches: 0 },
    session,
    head.seq,
    moment,
  );
  // After a cloud went back, acks climb again below the newest that we hold, which stays.
  return head.seq > state.journal.cosignedSeq
    ? before([{ do: 'store-cosignature', head, cosignature }], next)
    : next;
}

const idle: Row<'idle'> = {
  ...noRequestOut,
  witnessed,
  checked: ignore,
  'journal-opened': ignore,
  appended: (state, event, moment) => goOn(state, grown(state, event).state, moment),
  timer: (state, _event, moment) => goOn(state, state, moment),
  // The way to the cloud was cut and is back: it may have been restored meanwhile, so we ask what it holds.
  reachable: connect,
};

/** News are sent, a token near its end is renewed, else we rest on. */
function goOn({ mode }: In<'idle'>, state: UploaderState, moment: Moment): Step {
  const { tailSeq, cosignedSeq } = state.journal;
  if (endsSoon(mode.session, moment)) return connect(state);
  if (cosignedSeq < tailSeq) return sendAfter(state, mode.session, cosignedSeq, moment);
  return rest(state, mode.session, moment);
}

const backoff: Row<'backoff'> = {
  ...noRequestOut,
  witnessed,
  checked: ignore,
  'journal-opened': ignore,
  appended: grown,
  timer: connect,
  // `Retry-After` is obeyed even when something else gets through.
  reachable: (state) => (state.mode.mayHurry ? connect(state) : stay(state)),
};

const refused: Row<'refused'> = {
  ...noRequestOut,
  witnessed,
  checked: ignore,
  'journal-opened': ignore,
  appended: grown,
  timer: connect,
  reachable: ignore,
};

export const table: Table = { checking, opening, connecting, sending, idle, backoff, refused };

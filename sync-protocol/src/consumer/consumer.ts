/** The feed consumer: `(state, event, moment) → { state, effects }`. Pure; the adapter does the effects in order. */
import type { Moment } from '../uploader/types.ts';
import {
  onCompared,
  onEpoch,
  onLoaded,
  onMended,
  onNoDigest,
  onNoSnapshot,
  onNotCompared,
} from './repair.ts';
import {
  ask,
  backOff,
  begin,
  first,
  type In,
  loadAnew,
  type Of,
  pull,
  type Row,
  ring,
  stay,
  wait,
} from './steps.ts';
import type {
  ConsumerEvent,
  ConsumerEventName,
  ConsumerModeName,
  ConsumerState,
  ConsumerStep,
  ConsumerTask,
  FeedHeld,
  FeedPhase,
  StoreHow,
} from './types.ts';

export const waitSecondsMax = 25;
/** So that a change is in a store within half a minute, whatever bell was lost and whatever the pull takes. */
export const livePullMs = 28_000;
/** An owner that answers an empty long poll sooner than this does not wait: asking again at once would be a busy loop. */
const emptyTooSoonMs = 5_000;

const onStart: Readonly<Record<FeedHeld, readonly [FeedPhase, ConsumerTask]>> = {
  nothing: ['catching-up', 'load'],
  cursor: ['catching-up', 'pull'],
  dropped: ['mending', 'compare'],
  mend: ['mending', 'pull'],
  load: ['repairing', 'pull'],
  snapshot: ['repairing', 'load'],
};

/** How every start begins. */
export function startConsumer(
  options: Readonly<{ longPoll: boolean; held: FeedHeld; hasRows: boolean }>,
): ConsumerStep {
  const { held, ...rest } = options;
  const [phase, task] = onStart[held];
  const counters = { rung: false, attempt: 0, request: 0, timer: 0 };
  return begin({ mode: { at: 'resting' }, phase, ...rest, ...counters }, task);
}

export function stepConsumer(state: ConsumerState, event: ConsumerEvent, moment: Moment): ConsumerStep {
  if ('request' in event && event.request !== state.request) return stay(state);
  if (event.type === 'timer' && event.timer !== state.timer) return stay(state);
  return answer(state.mode.at, state, event.type, event, moment);
}

function onPage(state: In<'pulling'>, event: Of<'page'>): ConsumerStep {
  const { request, caughtUp } = event;
  const how = storeHow(state, event);
  const tooSoon = state.mode.waits && event.rows === 0 && event.tookMs < emptyTooSoonMs;
  const restMs = tooSoon ? emptyTooSoonMs : state.longPoll ? 0 : livePullMs;
  return {
    state: { ...state, mode: { at: 'storing', caughtUp, restMs } },
    effects: [{ do: 'store', request, how }],
  };
}

/**
 * Nothing is shown before we are caught up, even where a page ends on a unit: a row of that unit that was written again meanwhile
 * stands in a later one, so what is left of the unit looks whole and is not. Caught up, all is as one snapshot of the
 * owner's database had it. Found by test/consumer-model.test.ts.
 */
function storeHow({ phase }: ConsumerState, { caughtUp }: Of<'page'>): StoreHow {
  if (!caughtUp) return 'stage';
  return phase === 'repairing' ? 'swap' : 'apply';
}

function onStored(state: In<'storing'>): ConsumerStep {
  const { caughtUp, restMs } = state.mode;
  const next = { ...state, attempt: 0 };
  if (!caughtUp) return pull(next);
  const live = { ...next, phase: 'live', hasRows: true } as const;
  if (state.rung) return pull(live);
  return restMs === 0 ? pull(live, waitSecondsMax) : wait(live, { at: 'resting' }, restMs);
}

/** A long poll may sit at an instance that has not heard: the bell cuts it short and asks. */
function onBellWhilePulling(state: In<'pulling'>): ConsumerStep {
  return state.mode.waits ? first([{ do: 'stop-pull', request: state.request }], pull(state)) : ring(state);
}

/** Only where all is quiet: what is on its way would differ. */
function onCheckWhilePulling(state: In<'pulling'>): ConsumerStep {
  if (!state.mode.waits) return stay(state);
  return first([{ do: 'stop-pull', request: state.request }], ask(state, 'compare'));
}

const pullNow = (state: ConsumerState): ConsumerStep => pull(state);
const goOn = (state: In<'backoff'>): ConsumerStep => begin(state, state.mode.task);
const hurry = (state: In<'backoff'>): ConsumerStep => (state.mode.mayHurry ? goOn(state) : stay(state));

/** Answers to what is not asked here; their numbers keep them away already. */
const unasked = {
  page: stay,
  stored: stay,
  'not-stored': stay,
  epoch: stay,
  compared: stay,
  mended: stay,
  loaded: stay,
  'not-offered': stay,
  'no-answer': stay,
};
const meanwhile = { check: stay, bell: ring, reachable: stay, timer: stay };

const table: { readonly [M in ConsumerModeName]: Row<M> } = {
  pulling: {
    ...unasked,
    page: onPage,
    epoch: onEpoch,
    // An owner of an earlier release does not have this feed yet.
    'not-offered': (state, _event, moment) => backOff(state, moment, 'pull'),
    'no-answer': (state, { retryAfterMs }, moment) => backOff(state, moment, 'pull', retryAfterMs),
    check: onCheckWhilePulling,
    bell: onBellWhilePulling,
    reachable: onBellWhilePulling,
    timer: stay,
  },
  storing: {
    ...unasked,
    ...meanwhile,
    stored: onStored,
    'not-stored': (state, { retryAfterMs }, moment) => backOff(state, moment, 'pull', retryAfterMs),
  },
  comparing: {
    ...unasked,
    ...meanwhile,
    compared: onCompared,
    'not-offered': onNoDigest,
    'no-answer': onNotCompared,
  },
  mending: {
    ...unasked,
    ...meanwhile,
    mended: onMended,
    epoch: onEpoch,
    'not-offered': loadAnew,
    'no-answer': onNotCompared,
  },
  loading: {
    ...unasked,
    ...meanwhile,
    loaded: onLoaded,
    epoch: onEpoch,
    'not-offered': onNoSnapshot,
    'no-answer': (state, { retryAfterMs }, moment) => backOff(state, moment, 'load', retryAfterMs),
  },
  resting: {
    ...unasked,
    check: (state) => ask(state, 'compare'),
    bell: pullNow,
    reachable: pullNow,
    timer: pullNow,
  },
  backoff: { ...unasked, check: stay, bell: hurry, reachable: hurry, timer: goOn },
};

/** The one place where the table's cell is joined with the state and the event that chose it. */
function answer<M extends ConsumerModeName, E extends ConsumerEventName>(
  at: M,
  state: ConsumerState,
  type: E,
  event: ConsumerEvent,
  moment: Moment,
): ConsumerStep {
  const row: Row<M> = table[at];
  return row[type](state as In<M>, event as Of<E>, moment);
}

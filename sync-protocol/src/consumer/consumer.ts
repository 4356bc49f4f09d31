/** The feed consumer: `(state, event, moment) → { state, effects }`. Pure; the adapter does the effects in order. */
import { backoffMs } from '../backoff.ts';
import type { Moment } from '../uploader/types.ts';
import type {
  ConsumerEvent,
  ConsumerEventName,
  ConsumerMode,
  ConsumerModeName,
  ConsumerState,
  ConsumerStep,
  StoreHow,
} from './types.ts';

export const pageRowsMax = 2_000;
export const waitSecondsMax = 25;
export const livePullMs = 30_000;
/** An owner that answers an empty long poll sooner than this does not wait: asking again at once would be a busy loop. */
const emptyTooSoonMs = 5_000;
/** Cursors refused in a row before we wait. */
const epochsMax = 2;

type In<M extends ConsumerModeName> = ConsumerState & { readonly mode: { readonly at: M } };
type Of<E extends ConsumerEventName> = Extract<ConsumerEvent, { type: E }>;
type Cell<M extends ConsumerModeName, E extends ConsumerEventName> = (
  state: In<M>,
  event: Of<E>,
  moment: Moment,
) => ConsumerStep;
type Row<M extends ConsumerModeName> = { readonly [E in ConsumerEventName]: Cell<M, E> };

/** How every start begins. `repairing`: a cursor was dropped and the new rows are not whole yet. */
export function startConsumer(options: Readonly<{ longPoll: boolean; repairing: boolean }>): ConsumerStep {
  const phase = options.repairing ? 'repairing' : 'catching-up';
  const counters = { rung: false, attempt: 0, request: 0, timer: 0 };
  return pull({ mode: { at: 'resting' }, phase, longPoll: options.longPoll, ...counters }, 0);
}

export function stepConsumer(state: ConsumerState, event: ConsumerEvent, moment: Moment): ConsumerStep {
  if ('request' in event && event.request !== state.request) return stay(state);
  if (event.type === 'timer' && event.timer !== state.timer) return stay(state);
  return answer(state.mode.at, state, event.type, event, moment);
}

const stay = (state: ConsumerState): ConsumerStep => ({ state, effects: [] });
const ring = (state: ConsumerState): ConsumerStep => stay({ ...state, rung: true });
const pullNow = (state: ConsumerState): ConsumerStep => pull(state, 0);

function pull(state: ConsumerState, waitSeconds: number): ConsumerStep {
  const request = state.request + 1;
  return {
    state: { ...state, mode: { at: 'pulling', waits: waitSeconds > 0 }, request, rung: false },
    effects: [{ do: 'pull', request, waitSeconds, limit: pageRowsMax }],
  };
}

function wait(state: ConsumerState, mode: ConsumerMode, afterMs: number): ConsumerStep {
  const timer = state.timer + 1;
  return { state: { ...state, mode, timer }, effects: [{ do: 'arm-timer', timer, afterMs }] };
}

function backOff(state: ConsumerState, { random }: Moment, retryAfterMs = 0): ConsumerStep {
  const mode = { at: 'backoff', mayHurry: retryAfterMs === 0 } as const;
  return wait({ ...state, attempt: state.attempt + 1 }, mode, backoffMs(state.attempt, random, retryAfterMs));
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
  const phase = caughtUp ? 'live' : state.phase;
  const next = { ...state, phase, attempt: 0 };
  if (!caughtUp || state.rung) return pullNow(next);
  return restMs === 0 ? pull(next, waitSecondsMax) : wait(next, { at: 'resting' }, restMs);
}

/** The rows in force stay until the new ones are whole: the till sells on with what it has. */
function onEpoch(state: ConsumerState, _event: Of<'epoch'>, moment: Moment): ConsumerStep {
  const repairing = { ...state, phase: 'repairing' } as const;
  const next =
    state.attempt < epochsMax
      ? pullNow({ ...repairing, attempt: state.attempt + 1 })
      : backOff(repairing, moment);
  return {
    state: next.state,
    effects: [{ do: 'alert', alert: 'epoch-changed' }, { do: 'drop-cursor' }, ...next.effects],
  };
}

/** A long poll may sit at an instance that has not heard: the bell cuts it short and asks. */
function onBellWhilePulling(state: In<'pulling'>): ConsumerStep {
  if (!state.mode.waits) return ring(state);
  const next = pullNow(state);
  return { state: next.state, effects: [{ do: 'stop-pull', request: state.request }, ...next.effects] };
}

const hurry = (state: In<'backoff'>): ConsumerStep => (state.mode.mayHurry ? pullNow(state) : stay(state));
const noPullOut = { page: stay, epoch: stay, 'no-answer': stay };

const table: { readonly [M in ConsumerModeName]: Row<M> } = {
  pulling: {
    page: onPage,
    stored: stay,
    epoch: onEpoch,
    'no-answer': (state, { retryAfterMs }, moment) => backOff(state, moment, retryAfterMs),
    bell: onBellWhilePulling,
    reachable: onBellWhilePulling,
    timer: stay,
  },
  storing: { ...noPullOut, stored: onStored, bell: ring, reachable: stay, timer: stay },
  resting: { ...noPullOut, stored: stay, bell: pullNow, reachable: pullNow, timer: pullNow },
  backoff: { ...noPullOut, stored: stay, bell: hurry, reachable: hurry, timer: pullNow },
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

/** What the cells of the consumer's table are made of: the questions that it asks, and its waits. */
import { backoffMs } from '../backoff.ts';
import type { Moment } from '../uploader/types.ts';
import type {
  ConsumerEffect,
  ConsumerEvent,
  ConsumerEventName,
  ConsumerMode,
  ConsumerModeName,
  ConsumerState,
  ConsumerStep,
  ConsumerTask,
} from './types.ts';

export const pageRowsMax = 2_000;

export type In<M extends ConsumerModeName> = ConsumerState & { readonly mode: { readonly at: M } };
export type Of<E extends ConsumerEventName> = Extract<ConsumerEvent, { type: E }>;
export type Cell<M extends ConsumerModeName, E extends ConsumerEventName> = (
  state: In<M>,
  event: Of<E>,
  moment: Moment,
) => ConsumerStep;
export type Row<M extends ConsumerModeName> = { readonly [E in ConsumerEventName]: Cell<M, E> };

export const stay = (state: ConsumerState): ConsumerStep => ({ state, effects: [] });
export const ring = (state: ConsumerState): ConsumerStep => stay({ ...state, rung: true });

export const first = (effects: readonly ConsumerEffect[], next: ConsumerStep): ConsumerStep => ({
  state: next.state,
  effects: [...effects, ...next.effects],
});

export function pull(state: ConsumerState, waitSeconds = 0): ConsumerStep {
  const request = state.request + 1;
  return {
    state: { ...state, mode: { at: 'pulling', waits: waitSeconds > 0 }, request, rung: false },
    effects: [{ do: 'pull', request, waitSeconds, limit: pageRowsMax }],
  };
}

const modeOf = { compare: 'comparing', mend: 'mending', load: 'loading' } as const;

export function ask(state: ConsumerState, question: 'compare' | 'mend' | 'load'): ConsumerStep {
  const request = state.request + 1;
  return {
    state: { ...state, mode: { at: modeOf[question] }, request },
    effects: [{ do: question, request }],
  };
}

export const begin = (state: ConsumerState, task: ConsumerTask): ConsumerStep =>
  task === 'pull' ? pull(state) : ask(state, task);

/** Everything anew: `repairing`, so that it is swapped in whole. */
export const loadAnew = (state: ConsumerState): ConsumerStep =>
  first([{ do: 'drop-cursor' }], ask({ ...state, phase: 'repairing' }, 'load'));

export function wait(state: ConsumerState, mode: ConsumerMode, afterMs: number): ConsumerStep {
  const timer = state.timer + 1;
  return { state: { ...state, mode, timer }, effects: [{ do: 'arm-timer', timer, afterMs }] };
}

export function backOff(
  state: ConsumerState,
  { random }: Moment,
  task: ConsumerTask,
  retryAfterMs = 0,
): ConsumerStep {
  const mode = { at: 'backoff', mayHurry: retryAfterMs === 0, task } as const;
  return wait({ ...state, attempt: state.attempt + 1 }, mode, backoffMs(state.attempt, random, retryAfterMs));
}

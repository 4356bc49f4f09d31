/** How a feed that can no longer be followed, or was found to differ, becomes its owner's again. */
import type { Moment } from '../uploader/types.ts';
import { ask, backOff, first, type In, loadAnew, type Of, pull } from './steps.ts';
import type { ConsumerState, ConsumerStep } from './types.ts';

/** Owners that refuse what we ask about, in a row, before we wait. */
const epochsMax = 2;
/** Where more than a quarter differs, a snapshot costs less than its parts. */
const differingShareMax = 0.25;

/** The rows in force stay until others are whole: the till sells on with what it has. */
export function onEpoch(state: ConsumerState, _event: Of<'epoch'>, moment: Moment): ConsumerStep {
  const canCompare = state.hasRows && state.phase !== 'repairing';
  const phase = canCompare ? 'mending' : state.hasRows ? 'repairing' : state.phase;
  const next = { ...state, phase } as const;
  const task = canCompare ? 'compare' : 'load';
  return first(
    [{ do: 'alert', alert: 'epoch-changed' }, { do: 'drop-cursor' }],
    state.attempt < epochsMax
      ? ask({ ...next, attempt: state.attempt + 1 }, task)
      : backOff(next, moment, task),
  );
}

export function onCompared(state: In<'comparing'>, event: Of<'compared'>): ConsumerStep {
  const { buckets, differing } = event;
  if (differing === 0 && state.phase === 'live') return pull(state);
  return differing > buckets * differingShareMax ? loadAnew(state) : ask(state, 'mend');
}

/** What is staged becomes those in force with all that happened since the digest. */
export function onMended(state: In<'mending'>, { rows }: Of<'mended'>): ConsumerStep {
  const next = pull({ ...state, phase: 'mending' });
  return rows > 0 && state.phase === 'live' ? first([{ do: 'alert', alert: 'diverged' }], next) : next;
}

export const onLoaded = (state: In<'loading'>): ConsumerStep => pull({ ...state, phase: 'repairing' });

/** An owner without digests: what was only to be checked stays as it is. */
export const onNoDigest = (state: In<'comparing'>): ConsumerStep =>
  state.phase === 'live' ? pull(state) : loadAnew(state);

/** An owner without a snapshot of this feed: by pages, from its beginning. */
export const onNoSnapshot = (state: In<'loading'>): ConsumerStep =>
  first([{ do: 'drop-cursor' }], pull({ ...state, phase: state.hasRows ? 'repairing' : 'catching-up' }));

/** A check that was not answered is left for the next time. */
export function onNotCompared(
  state: In<'comparing' | 'mending'>,
  { retryAfterMs }: Of<'no-answer'>,
  moment: Moment,
): ConsumerStep {
  if (state.phase === 'live') return backOff(state, moment, 'pull', retryAfterMs);
  return backOff(state, moment, 'compare', retryAfterMs);
}

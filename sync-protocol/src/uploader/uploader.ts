/** The uploader: `(state, event, moment) → { state, effects }`. Pure; the adapter does the effects in order. */
import { batchStart } from './batch-size.ts';
import { check, stay } from './moves.ts';
import { table } from './rows.ts';
import type { In, Of, Row } from './table.ts';
import type {
  JournalPlace,
  ModeName,
  Moment,
  Step,
  UploaderEvent,
  UploaderEventName,
  UploaderState,
} from './types.ts';

/** How every start begins, the first one and the one after a crash. */
export function startUploader(journal: JournalPlace): Step {
  const counters = { batchRecords: batchStart, attempt: 0, badBatches: 0, request: 0, timer: 0 };
  const mode = { at: 'checking', afterSeq: journal.cosignedSeq } as const;
  return check({ mode, journal, ...counters }, mode.afterSeq);
}

export function stepUploader(state: UploaderState, event: UploaderEvent, moment: Moment): Step {
  if ('request' in event && event.request !== state.request) return stay(state);
  if (event.type === 'timer' && event.timer !== state.timer) return stay(state);
  return answer(state.mode.at, state, event.type, event, moment);
}

/** The one place where the table's cell is joined with the state and the event that chose it. */
function answer<M extends ModeName, E extends UploaderEventName>(
  at: M,
  state: UploaderState,
  type: E,
  event: UploaderEvent,
  moment: Moment,
): Step {
  const row: Row<M> = table[at];
  return row[type](state as In<M>, event as Of<E>, moment);
}

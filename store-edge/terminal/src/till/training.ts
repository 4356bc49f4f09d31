/**
 * Training (E18): the same till over books that the edge throws away. What this till keeps on disk is another database meanwhile, and a page
 * that is loaded anew is a real till again: nothing of a training is found by what comes after it.
 */
import { tillStore } from '../edge/till-store.ts';
import { newDraft } from '../sale/draft.ts';
import { newId } from '../sale/ids.ts';
import { isWaiting } from '../sale/kept-sale.ts';
import { edge, nowText, tell } from './context.ts';
import { lock } from './session.ts';
import { store } from './store.ts';
import { isVoidWaiting } from './voids.ts';

export async function beginTraining(): Promise<void> {
  const { draft, sales, shiftToOpen, training } = store.state;
  if (training !== null) return;
  if (draft.lines.length > 0) return tell({ kind: 'basket-in-hand' }, 'refused');
  if (shiftToOpen !== null || sales.some(isWaiting) || isVoidWaiting())
    return tell({ kind: 'training-later' }, 'refused');
  const reply = await edge().beginTraining();
  if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  if (reply.is === 'problem') return tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
  await tillStore.turnToTraining();
  const { trainingId } = reply.body;
  edge().useTraining(trainingId);
  store.set({
    ...{ training: trainingId, shift: null, shiftClosed: null, sales: [], prints: {}, provisionalCount: 0 },
    ...{ draft: newDraft(newId(), nowText()), priced: null, finished: null, payment: null, returning: null },
    ...{ panel: 'favourites', dialog: null, notice: null },
  });
}

export async function endTraining(): Promise<void> {
  const { training } = store.state;
  if (training === null) return;
  // Before the lock screen: a PIN that is typed there would go with the page.
  store.set({ stage: 'starting' });
  await lock();
  await edge().endTraining(training);
  leaveTraining();
}

/** Also when the edge began anew, and knows of no training. */
export const leaveTraining = (): void => location.reload();

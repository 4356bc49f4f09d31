/** A receipt once more: always a print of its own, which the edge marks as a duplicate, unless it is for whoever is given the goods. */
import { newId } from '../sale/ids.ts';
import { edge, tell } from './context.ts';
import { store } from './store.ts';

/** @returns the print's id, so that its state can be shown; null when it could not be ordered, which has been told. */
export async function reprint(saleId: string, language: 'fr' | 'en', gift = false): Promise<string | null> {
  const printId = newId();
  const reply = await edge().print(printId, saleId, language, gift);
  if (reply.is === 'ok') {
    store.set({ prints: { ...store.state.prints, [printId]: reply.body } });
    return printId;
  }
  if (reply.is === 'unreachable') tell({ kind: 'edge-unreachable' }, 'refused');
  else tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
  return null;
}

/** Receipts once more, and what became of each: a print of its own, which the edge marks as a duplicate unless it is a gift receipt. */
import type { PrintState } from '@comptoir/edge-agent/api';
import { newId } from '../sale/ids.ts';
import { edge, tell } from './context.ts';
import { store } from './store.ts';

/** @returns the print's id, so that its state can be shown; null when it could not be ordered, which has been told. */
export async function reprint(saleId: string, language: 'fr' | 'en', gift = false): Promise<string | null> {
  const printId = newId();
  const reply = await edge().print(printId, saleId, language, gift);
  if (reply.is === 'ok') {
    seePrint(reply.body);
    return printId;
  }
  if (reply.is === 'unreachable') tell({ kind: 'edge-unreachable' }, 'refused');
  else tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
  return null;
}

/** As many as the sales that a till keeps to look back at. */
const printsMax = 50;

/** What became of a print; of the oldest nobody asks any more. */
export function seePrint(print: PrintState): void {
  const { [print.printId]: _, ...others } = store.state.prints;
  const latest = Object.entries(others).slice(1 - printsMax);
  store.set({ prints: { ...Object.fromEntries(latest), [print.printId]: print } });
}

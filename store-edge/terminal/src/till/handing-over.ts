/** Orders of the shop that customers come for, handed over at the till: the code is checked by the store's server, cut off or not. */
import type { HandOverRequest, OrderView } from '@comptoir/edge-agent/api';
import { newId } from '../sale/ids.ts';
import { edge, sound, tell } from './context.ts';
import { store } from './store.ts';

/** @param proof as it was scanned; null: an order is chosen and its code typed. */
export function openHandOver(proof: string | null): void {
  if (store.state.training !== null) tell({ kind: 'training-later' }, 'refused');
  else store.set({ dialog: { kind: 'hand-over', proof } });
}

/** @returns those that are packed and wait; null while the store's server is out of reach. */
export async function readOrders(): Promise<readonly OrderView[] | null> {
  const reply = await edge().ordersToPrepare();
  return reply.is === 'ok' ? reply.body.items.filter(({ state }) => state === 'ready') : null;
}

let last: HandOverRequest & { orderId: string } = { actId: '', proof: '', orderId: '' };

/** Sent again after silence it is the same act. @returns why not, as a problem's type. */
export async function giveOrder(orderId: string, proof: string): Promise<string | null> {
  if (last.orderId !== orderId || last.proof !== proof) last = { actId: newId(), orderId, proof };
  const reply = await edge().handOver(orderId, { actId: last.actId, proof });
  sound(reply.is === 'ok' ? 'done' : 'refused');
  if (reply.is === 'ok') return null;
  return reply.is === 'problem' ? reply.problem.type : 'unreachable';
}

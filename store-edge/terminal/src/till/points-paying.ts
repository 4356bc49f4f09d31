/** Loyalty points as a tender: the store's server asks Customer, or vouches for them while it is cut off. */
import type { Reply } from '../edge/problem.ts';
import { type PointsOffer, pointsOffer } from '../sale/points.ts';
import { change } from './basket.ts';
import { edge, tell } from './context.ts';
import { due } from './finishing.ts';
import { amountTyped, tender } from './paying.ts';
import { store } from './store.ts';
import { spendOnce, takeSpent } from './value-paying.ts';

export const offered = (wantedMinor: number | null = null): PointsOffer | null =>
  pointsOffer(store.state.draft.customer?.loyalty, due()?.exactMinor ?? 0, wantedMinor);

/** The amount typed, else all that is due, as far as the points go. */
export async function payWithPoints(): Promise<void> {
  const typedMinor = amountTyped();
  if (typedMinor === undefined) return tell({ kind: 'bad-amount' }, 'refused');
  await tender('points', async () => {
    const { draft } = store.state;
    const { customer, saleId } = draft;
    if (!customer) return tell({ kind: 'points-of-nobody' }, 'refused');
    if (typedMinor !== null && typedMinor > (due()?.exactMinor ?? 0))
      return tell({ kind: 'more-than-due' }, 'refused');
    const offer = offered(typedMinor);
    if (!offer) return tell({ kind: 'points-short', points: customer.loyalty?.points ?? 0 }, 'refused');
    const { customerId } = customer;
    const reply = await spendOnce((spendId) => edge().spendPoints({ spendId, customerId, saleId, ...offer }));
    if (reply.is === 'ok') await takeSpent(reply.body);
    else await refuse(reply);
  });
}

async function refuse(reply: Exclude<Reply<unknown>, { is: 'ok' }>): Promise<void> {
  if (reply.is === 'unreachable') return tell({ kind: 'edge-unreachable' }, 'refused');
  const { type, members } = reply.problem;
  // What is so now stands on the key: one more press takes it.
  if (type === 'points-short') {
    const points = Number(members.points ?? 0);
    await change({ type: 'points-told', told: { points } });
    return tell({ kind: 'points-short', points }, 'refused');
  }
  if (type === 'points-worth') {
    await change({ type: 'points-told', told: { pointMinor: Number(members.pointMinor ?? 0) } });
    return tell({ kind: 'points-worth' }, 'refused');
  }
  if (type === 'over-allowance')
    return tell({ kind: 'over-allowance', amountMinor: Number(members.leftMinor ?? 0) }, 'refused');
  if (type === 'no-allowance' || type === 'unknown-customer')
    return tell({ kind: 'points-not-here' }, 'refused');
  tell({ kind: 'refused-by-edge', type }, 'refused');
}

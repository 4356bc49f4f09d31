/** That somebody was written to: by Customer about their account, by Order about what they bought. */
import type { NeighbourAt } from '@comptoir/service-kit/neighbours/neighbour';
import { type Told, toldOf } from '@comptoir/service-kit/notifications/told';
import { lettersAnswer } from '../api.ts';
import type { Asked } from '../store/customers.ts';

/** @throws NeighbourSilent: rather nothing than a part that looks like all. */
export type LettersOf = (asked: Asked, customerId: string) => Promise<Told[]>;

const lettersMax = 1_000;

/** @param orderUrl without it, nobody else writes to customers. Source: order, README, `GET /internal/orders/of-customer/{id}/letters`. */
export function openLetters(neighbour: NeighbourAt, orderUrl: string | undefined): LettersOf {
  const order = orderUrl === undefined ? undefined : neighbour('order', [orderUrl]);
  return async (asked, customerId) => {
    const own = await toldOf(asked, customerId, lettersMax);
    const theirs = await order?.call(lettersAnswer, `/internal/orders/of-customer/${customerId}/letters`);
    return [...own, ...(theirs?.items ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  };
}

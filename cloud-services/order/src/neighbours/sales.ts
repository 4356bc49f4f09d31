/** What Order asks of Sales: amounts of gift cards and store credits, held, spent, let go, put back; and what it tells of goods that came back twice. */
import { type Neighbour, nothing } from '@comptoir/service-kit/neighbours/neighbour';
import type { OrderDoubles } from '@comptoir/service-kit/order-doubles';
import { valueFound } from '@comptoir/sync-protocol/wire/values';
import type { GiftCard } from '../gift-card.ts';

export type GiftCards = ReturnType<typeof createGiftCards>;
type Owner = Readonly<{ id: string; number: string }>;

/** Source: sales, `values/order-routes.ts`. */
export function createGiftCards(sales: Neighbour) {
  const call = (path: string, method: 'POST' | 'PUT', body: unknown) =>
    sales.call(valueFound, `/internal/sales/values/${path}`, { method, body, isIdempotent: true });
  const told = ({ codeHash }: GiftCard, { id: orderId, number }: Owner, amountMinor: number) => ({
    ...{ codeHash, amountMinor, orderId, number },
  });
  return {
    /** How long it is left alone, since it does not answer; 0: it may be asked. */
    restMs: sales.restMs,
    /** @throws NeighbourRefused 404 `unknown-value`. */
    find: (codeHash: string) => call('find', 'POST', { codeHash }),
    /** @throws NeighbourRefused 404 `unknown-value`; 409 `not-enough-value` with `balanceMinor`, `value-blocked`, `spend-released`. */
    hold: ({ spendId, codeHash, amountMinor }: GiftCard, { id: orderId }: Owner) =>
      call(`spends/${spendId}`, 'PUT', { codeHash, amountMinor, orderId }),
    release: ({ spendId, codeHash }: GiftCard) => call(`spends/${spendId}/release`, 'POST', { codeHash }),
    settle: (card: GiftCard, order: Owner) =>
      call(`spends/${card.spendId}/settle`, 'POST', told(card, order, card.amountMinor)),
    giveBack: (card: GiftCard, order: Owner, refund: Readonly<{ id: string; amountMinor: number }>) =>
      call(`refunds/${refund.id}`, 'PUT', told(card, order, refund.amountMinor)),
  };
}

export type Doubles = ReturnType<typeof createDoubles>;

/** Source: sales, `returns/order-doubles.ts`. */
export const createDoubles = (sales: Neighbour) => ({
  tell: (orderId: string, body: OrderDoubles) =>
    sales.call(nothing, `/internal/sales/order-doubles/${orderId}`, {
      ...{ method: 'PUT', body, isIdempotent: true },
    }),
});

/**
 * Holds at Inventory what is in a cart, if the shop is set to. Each change tells all that the cart then has, under the version
 * that it will have: so nothing has to be repeated or undone. What Inventory did not hear lapses there by itself, and
 * the next change tells it. A cart takes what is put into it also when Inventory does not answer.
 */
import { problem } from '@comptoir/service-kit/http/problem';
import { errorFields, type Logger } from '@comptoir/service-kit/logger';
import {
  type Neighbour,
  NeighbourRefused,
  NeighbourSilent,
} from '@comptoir/service-kit/neighbours/neighbour';
import { Counter, type Registry } from 'prom-client';
import { z } from 'zod';
import type { Cart } from './cart.ts';
import { thousandths } from './quantity.ts';
import type { Step } from './store/carts.ts';

export type HoldOptions = Readonly<{
  /** Products that have to be held whole. */
  must?: readonly string[];
  /** A cart that is emptied into this one. */
  takesOver?: string;
}>;

/**
 * @returns the cart with `reservedUntil`.
 * @throws Problem 409 `short` with what there is of `must`: then the cart shall stay as it was.
 */
export type Hold = (cart: Cart, options?: HoldOptions) => Promise<Cart>;

const told = z.object({ expiresAt: z.iso.datetime().nullable(), short: z.array(z.unknown()) });

export const holdNothing: Hold = async (cart) => ({ ...cart, reservedUntil: undefined });

export function createHold(
  inventory: Neighbour,
  { ttlSeconds, timeoutMs }: Readonly<{ ttlSeconds: number; timeoutMs: number }>,
  { logger, metrics }: Readonly<{ logger: Logger; metrics: Registry }>,
): Hold {
  const holds = new Counter({
    name: 'cart_holds_total',
    help: 'Changes of carts by what is held of them: all, not all, refused since what was asked for is short, or unanswered.',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  return async (cart, options = {}) => {
    const lines = cart.status === 'open' ? cart.lines : [];
    const body = {
      version: cart.version,
      lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
      ...options,
      ttlSeconds,
    };
    try {
      const path = `/internal/inventory/carts/${cart.sessionId}/hold`;
      const { expiresAt, short } = await inventory.call(told, path, { method: 'PUT', body, timeoutMs });
      const isWhole = short.length === 0;
      holds.inc({ outcome: isWhole ? 'all' : 'part' });
      return { ...cart, reservedUntil: isWhole ? expiresAt : null };
    } catch (error) {
      if (error instanceof NeighbourRefused && error.type === 'short') {
        holds.inc({ outcome: 'short' });
        throw problem(409, 'short', 'There is not enough of it', 'Add at most what is told as available.', {
          members: { short: error.details.short },
        });
      }
      holds.inc({ outcome: 'unanswered' });
      if (!(error instanceof NeighbourSilent))
        logger.error(
          { ...errorFields(error), sessionId: cart.sessionId },
          'Cart and Inventory do not understand each other',
        );
      return { ...cart, reservedUntil: null };
    }
  };
}

/** A step of a cart after which it holds what is in it; what the step adds has to be there. */
export const holding =
  (hold: Hold, step: Step): Step =>
  async (cart) => {
    const next = await step(cart);
    return hold(next, { must: grown(cart, next) });
  };

function grown(before: Cart, after: Cart): string[] {
  const had = new Map(before.lines.map(({ productId, quantity }) => [productId, thousandths(quantity)]));
  return after.lines
    .filter(({ productId, quantity }) => thousandths(quantity) > (had.get(productId) ?? 0))
    .map(({ productId }) => productId);
}

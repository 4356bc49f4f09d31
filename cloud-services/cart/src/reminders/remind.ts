/**
 * Carts of customers that were left with something in them. Cart knows which and what is in them; Customer knows who agreed to be
 * written to, how often, and where: it decides, writes, and says what it did. Any number of instances may look: a letter is one
 * letter, whoever asks for it again.
 */
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { type Neighbour, NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { z } from 'zod';
import { type CartParts, priceNow } from '../parts.ts';
import type { Reminder, ReminderOutcome } from './store.ts';

type Parts = CartParts &
  Readonly<{ customer: Neighbour; logger: Logger; afterMinutes: number; everyMs: number }>;

/** Source: customer, README, `POST /internal/customers/{id}/letters/left-cart`. */
const told = z.object({ outcome: z.enum(['queued', 'no-consent', 'too-soon']) });

export const startReminding = (parts: Parts): Loop =>
  startLoop('reminding of carts that were left', parts.everyMs, parts.logger, async () => {
    for (const reminder of await parts.reminders.due(parts.afterMinutes))
      await parts.reminders.settle(reminder.id, await outcomeOf(parts, reminder));
    await parts.reminders.forget();
  });

/** @throws NeighbourSilent: it is asked again. */
async function outcomeOf(parts: Parts, { id, token, cartId, ...left }: Reminder): Promise<ReminderOutcome> {
  const cart = await parts.carts.read(cartId);
  if (cart?.status !== 'open' || cart.version !== left.version) return 'left-alone';
  const { lines, priced } = await priceNow(parts, cart, new Date());
  const sold = lines.flatMap(({ line, product, priced: price }) =>
    product && price ? [{ name: product.name, quantity: line.quantity, amountMinor: price.amountMinor }] : [],
  );
  if (sold.length === 0) return 'left-alone';
  const path = `/internal/customers/${encodeURIComponent(left.customerId)}/letters/left-cart`;
  const body = { id, token, lines: sold, subtotalMinor: priced.subtotalMinor };
  try {
    return (await parts.customer.call(told, path, { method: 'POST', body, isIdempotent: true })).outcome;
  } catch (error) {
    if (error instanceof NeighbourRefused && error.status === 404) return 'no-customer';
    throw error;
  }
}

/** What is often bought with a product, as Reporting tells it; nothing while it cannot be had, or not at once. */

import type { BoughtTogether } from '@comptoir/reporting/api';
import type { ProductCard } from '../../app/src/shared/shapes/catalogue.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';
import { cardsOf } from './cards.ts';
import { stillSold } from './still-sold.ts';

const keptMs = 15 * 60_000;
/** A page does not ask a service that is away again and again. */
const awayMs = 30_000;
const shownMax = 6;
/** Of a long cart, its latest lines. */
const askedMax = 5;
/** No page waits longer for what it can do without; the answer is there for the next one. */
const patienceMs = 250;

const ask = keptFor<readonly string[], Visit>(
  keptMs,
  async (productId, { gateway }) => {
    const reply = await gateway.call<BoughtTogether>({
      path: `/api/v1/reports/bought-together/${encodeURIComponent(productId)}`,
    });
    return reply.ok ? reply.body.productIds : undefined;
  },
  awayMs,
);

const tooLate = () =>
  new Promise<undefined>((resolve) => void setTimeout(resolve, patienceMs, undefined).unref());

/** @param bought what is looked at, or lies in the cart: none of it is suggested. What is no longer sold is left out. */
export async function boughtWith(visit: Visit, bought: readonly string[]): Promise<ProductCard[]> {
  const told = await Promise.race([
    Promise.all(bought.slice(-askedMax).map(async (id) => (await ask(id, visit)) ?? [])),
    tooLate(),
  ]);
  const ids = [...new Set(told?.flat())].filter((id) => !bought.includes(id)).slice(0, shownMax);
  return cardsOf(visit, await stillSold(visit.gateway, ids));
}

/** The aisles, as Product's tree tells them. */
import type { CategoryView } from '@comptoir/product/api';
import type { CategoryLink } from '../../app/src/shared/shapes/catalogue.ts';
import type { GatewayCalls } from '../gateway/gateway.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';
import { textOf } from './cards.ts';

export type Aisle = CategoryLink & Readonly<{ id: string; children: readonly Aisle[] }>;

const keptMs = 30_000;
const ask = keptFor<readonly Aisle[], GatewayCalls>(keptMs, async (_language, calls) => {
  const reply = await calls.call<{ items: CategoryView[] }>({ path: '/api/v1/categories' });
  return reply.ok ? reply.body.items.map(aisleOf).filter(({ productCount }) => productCount > 0) : undefined;
});

/** Undefined: they cannot be had, and never could since this server started. */
export const aislesAsked = (language: 'fr' | 'en', calls: GatewayCalls) => ask(language, calls);
export const aisles = ({ language, gateway }: Visit) => aislesAsked(language, gateway);

const aisleOf = ({ id, name, slug, productCount, children }: CategoryView): Aisle => ({
  id,
  slug,
  name: textOf(name),
  productCount,
  children: children.map(aisleOf).filter((child) => child.productCount > 0),
});

export const linkOf = ({ slug, name, productCount }: Aisle): CategoryLink => ({ slug, name, productCount });

/** Top first, each with the aisle it lies in. */
export function* everyAisle(
  tree: readonly Aisle[],
  parent: Aisle | null = null,
): Generator<Readonly<{ aisle: Aisle; parent: Aisle | null }>> {
  for (const aisle of tree) {
    yield { aisle, parent };
    yield* everyAisle(aisle.children, aisle);
  }
}

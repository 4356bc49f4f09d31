import type { ProductView } from '@comptoir/product/api';
import { z } from 'zod';
import type { CategoryData } from '../../app/src/shared/shapes.ts';
import { cardsOf } from '../catalogue/cards.ts';
import { aisles, everyAisle, linkOf } from '../catalogue/categories.ts';
import { failed, fault, missing, type Page, show } from '../visit.ts';

const pageLength = 24;
const asked = z.object({
  sort: z.enum(['rank', 'name', 'price', '-price']).catch('rank'),
  from: z.string().max(500).optional().catch(undefined),
});

export const category: Page = {
  async load(visit) {
    const tree = await aisles(visit);
    if (!tree) return fault('unavailable', 503, visit);
    const found = [...everyAisle(tree)].find(({ aisle }) => aisle.slug === visit.params.slug);
    if (!found) return missing(visit);
    const { sort, from } = asked.parse(Object.fromEntries(visit.url.searchParams));
    const reply = await visit.gateway.call<{ items: ProductView[]; nextCursor: string | null }>({
      path: '/api/v1/products',
      query: { category: found.aisle.slug, channel: 'web', sort, limit: String(pageLength), cursor: from },
    });
    if (!reply.ok) return failed(reply.refusal, visit);
    const shown: CategoryData = {
      category: linkOf(found.aisle),
      parent: found.parent ? linkOf(found.parent) : null,
      children: found.aisle.children.map(linkOf),
      products: await cardsOf(visit, reply.body.items),
      sort,
      next: reply.body.nextCursor,
      isFirstPage: from === undefined,
    };
    return show(shown);
  },
};

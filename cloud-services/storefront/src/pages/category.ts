import type { ProductView } from '@comptoir/product/api';
import { z } from 'zod';
import { type ChosenFilters, isFiltered, readFilters } from '../../app/src/shared/chosen-filters.ts';
import type { CategoryData } from '../../app/src/shared/shapes/catalogue.ts';
import { cardsOf } from '../catalogue/cards.ts';
import { type Aisle, aisles, everyAisle, linkOf } from '../catalogue/categories.ts';
import { filterGroups, filtersAsked } from '../catalogue/filters.ts';
import type { Reply } from '../gateway/gateway.ts';
import { failed, fault, missing, type Page, show, type Visit } from '../visit.ts';

const pageLength = 24;
const asked = z.object({
  sort: z.enum(['rank', 'name', 'price', '-price']).catch('rank'),
  from: z.string().max(500).optional().catch(undefined),
});

type Listed = Readonly<{ items: ProductView[]; nextCursor: string | null; total?: number }>;

/** A search for no words: what the filters leave of the aisle. */
const filtered = (
  visit: Visit,
  aisle: Aisle,
  chosen: ChosenFilters,
  sort: CategoryData['sort'],
  from: string | undefined,
): Promise<Reply<Listed>> =>
  visit.gateway.call<Listed>({
    method: 'POST',
    path: '/api/v1/products/search',
    body: {
      ...{ query: '', filters: filtersAsked(chosen, aisle.id), limit: pageLength },
      // Without words, the nearest are the best ranked.
      sort: sort === 'rank' ? 'relevance' : sort,
      ...(from === undefined ? {} : { cursor: from }),
    },
  });

export const category: Page = {
  async load(visit) {
    const tree = await aisles(visit);
    if (!tree) return fault('unavailable', 503, visit);
    const found = [...everyAisle(tree)].find(({ aisle }) => aisle.slug === visit.params.slug);
    if (!found) return missing(visit);
    const { sort, from } = asked.parse(Object.fromEntries(visit.url.searchParams));
    const chosen = readFilters(visit.url.searchParams);
    const [reply, groups] = await Promise.all([
      isFiltered(chosen)
        ? filtered(visit, found.aisle, chosen, sort, from)
        : visit.gateway.call<Listed>({
            path: '/api/v1/products',
            query: {
              category: found.aisle.slug,
              channel: 'web',
              sort,
              limit: String(pageLength),
              cursor: from,
            },
          }),
      filterGroups(visit, { query: '', categoryId: found.aisle.id }, chosen),
    ]);
    if (!reply.ok) return failed(reply.refusal, visit);
    const shown: CategoryData = {
      category: linkOf(found.aisle),
      parent: found.parent ? linkOf(found.parent) : null,
      children: found.aisle.children.map(linkOf),
      products: await cardsOf(visit, reply.body.items),
      filteredTotal: reply.body.total ?? null,
      filters: { groups, chosen },
      sort,
      next: reply.body.nextCursor,
      isFirstPage: from === undefined,
    };
    return show(shown);
  },
};

import type { SearchAnswer } from '@comptoir/product/api';
import { z } from 'zod';
import { readFilters } from '../../app/src/shared/chosen-filters.ts';
import type { SearchData } from '../../app/src/shared/shapes/catalogue.ts';
import { cardsOf } from '../catalogue/cards.ts';
import { aisles, everyAisle, linkOf } from '../catalogue/categories.ts';
import { filterGroups, filtersAsked } from '../catalogue/filters.ts';
import { failed, type Page, show } from '../visit.ts';

const pageLength = 24;
const facetsMax = 8;
const asked = z.object({
  q: z.string().trim().max(200).catch(''),
  sort: z.enum(['relevance', 'name', 'price', '-price']).catch('relevance'),
  category: z.string().max(100).optional().catch(undefined),
  from: z.string().max(500).optional().catch(undefined),
});

export const search: Page = {
  async load(visit) {
    const { q, sort, category, from } = asked.parse(Object.fromEntries(visit.url.searchParams));
    const known = [...everyAisle((await aisles(visit)) ?? [])].map(({ aisle }) => aisle);
    const chosen = known.find(({ slug }) => slug === category);
    if (q === '') return show({ ...nothing, sort });
    const filters = readFilters(visit.url.searchParams);
    const groups = filterGroups(visit, { query: q, categoryId: chosen?.id }, filters);
    const reply = await visit.gateway.call<SearchAnswer>({
      method: 'POST',
      path: '/api/v1/products/search',
      body: {
        query: q,
        filters: filtersAsked(filters, chosen?.id),
        facets: ['category'],
        sort,
        limit: pageLength,
        ...(from === undefined ? {} : { cursor: from }),
      },
    });
    if (!reply.ok) return failed(reply.refusal, visit);
    const facets = (reply.body.facets.category ?? []).flatMap(({ id, count }) => {
      const aisle = known.find((one) => one.id === id);
      return aisle ? [{ ...linkOf(aisle), id, productCount: count }] : [];
    });
    const shown: SearchData = {
      query: q,
      correctedQuery: reply.body.correctedQuery ?? null,
      products: await cardsOf(visit, reply.body.items),
      total: reply.body.total,
      sort,
      category: chosen?.slug ?? null,
      facets: facets.slice(0, facetsMax),
      filters: { groups: await groups, chosen: filters },
      next: reply.body.nextCursor,
      isFirstPage: from === undefined,
    };
    return show(shown);
  },
};

const nothing: Omit<SearchData, 'sort'> = {
  query: '',
  correctedQuery: null,
  products: [],
  total: 0,
  category: null,
  facets: [],
  filters: { groups: [], chosen: readFilters(new URLSearchParams()) },
  next: null,
  isFirstPage: true,
};

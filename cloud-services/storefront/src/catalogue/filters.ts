/** By what a list can be filtered, and what Product is asked then. Counts are of the whole list, so that a choice takes no other away. */
import type { SearchAnswer } from '@comptoir/product/api';
import { type ChosenFilters, rangeText } from '../../app/src/shared/chosen-filters.ts';
import type { FilterGroup } from '../../app/src/shared/shapes/catalogue.ts';
import { keptFor } from '../kept.ts';
import type { Visit } from '../visit.ts';
import { textOf } from './cards.ts';

const groupsMax = 8;
const valuesShown = 12;
const keptMs = 60_000;

type ListAsked = Readonly<{ query: string; categoryId: string | undefined }>;

const ask = keptFor<SearchAnswer['facets'], Readonly<{ visit: Visit; list: ListAsked }>>(
  keptMs,
  async (_key, { visit, list: { query, categoryId } }) => {
    const reply = await visit.gateway.call<SearchAnswer>({
      method: 'POST',
      path: '/api/v1/products/search',
      body: {
        ...{ query, facets: ['attributes', 'inStock'], limit: 1 },
        filters: categoryId === undefined ? {} : { categoryId },
      },
    });
    return reply.ok ? reply.body.facets : undefined;
  },
);

/** What is chosen is among them, also where the list no longer has it. None where they cannot be had: the list goes on without. */
export async function filterGroups(
  visit: Visit,
  list: ListAsked,
  chosen: ChosenFilters,
): Promise<FilterGroup[]> {
  const key = JSON.stringify([visit.language, list.query, list.categoryId ?? null]);
  const facets = await ask(key, { visit, list });
  const groups = (facets?.attributes ?? []).map(({ code, name, values, ranges }): FilterGroup => {
    const wanted = chosen.values[code] ?? [];
    const shown = values.map(({ value, label, count }) => ({
      ...{ value: textOf(value), label: textOf(label ?? value), count },
      isChosen: wanted.includes(textOf(value)),
    }));
    const gone = wanted.filter((value) => !shown.some((one) => one.value === value));
    const range = chosen.ranges[code];
    return {
      ...{ code, name: name === undefined ? code : textOf(name) },
      values: ranges
        ? []
        : [
            ...shown.filter(({ isChosen }, at) => at < valuesShown || isChosen),
            ...gone.map((value) => ({ value, label: value, count: 0, isChosen: true })),
          ],
      ranges: (ranges ?? []).map(({ min, max, label, count }) => ({
        ...{ value: rangeText({ min, max }), label: textOf(label), count },
        isChosen: range !== undefined && rangeText(range) === rangeText({ min, max }),
      })),
    };
  });
  // One value for all is nothing to choose by.
  return groups.filter(({ values, ranges }) => values.length + ranges.length > 1).slice(0, groupsMax);
}

/** As `POST /api/v1/products/search` takes them. */
export function filtersAsked(chosen: ChosenFilters, categoryId: string | undefined) {
  const { values, ranges, priceMinMinor, priceMaxMinor, inStock } = chosen;
  const price = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
  return {
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(Object.keys(values).length === 0 ? {} : { attributes: values }),
    ...(Object.keys(ranges).length === 0 ? {} : { ranges }),
    ...(priceMinMinor === null ? {} : { priceMin: price(priceMinMinor) }),
    ...(priceMaxMinor === null ? {} : { priceMax: price(priceMaxMinor) }),
    ...(inStock ? { inStock: true } : {}),
  };
}

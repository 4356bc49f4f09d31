/** Where a figure opens: the list of what stands behind it, filtered by what the figure was. Pure. */
import type { Behind, GroupBy } from '@comptoir/reporting/api';
import type { Days } from '../filters/period.ts';
import type { Filters } from '../filters/use-filters.ts';

export type Of = Readonly<{ days: Days; filters: Filters }>;
type Narrow = Readonly<Partial<Record<(typeof narrowings)[number], string>>>;

/** What a list of documents, acts, products or visits may be narrowed by, in the address as the call takes it. */
export const narrowings = [
  'kind',
  'cashierId',
  'registerId',
  'hour',
  'minute',
  'reason',
  'productId',
  'withProductId',
  'categoryId',
  'tender',
  'tax',
  'taxRate',
  'discount',
  'cohort',
  'customerKey',
  'reminded',
  'targetOf',
  'abc',
  'reached',
  'against',
  'q',
] as const;

const pathOf = (page: string, { days, filters }: Of, narrow: Readonly<Record<string, string>>) => {
  const { storeId, channel } = filters;
  const search = new URLSearchParams({
    ...days,
    ...(storeId ? { storeId } : {}),
    ...(channel ? { channel } : {}),
    ...narrow,
  });
  return `/${page}?${search}`;
};

export const documentsPath = (of: Of, narrow: Narrow = {}): string => pathOf('documents', of, narrow);
export const actsPath = (of: Of, narrow: Narrow = {}): string => pathOf('acts', of, narrow);

/**
 * What was rung up in the minute that begins then. Whose day that was, its store says: it may have begun before midnight here.
 * @param day of that minute, by head office's clock.
 */
export const minutePath = (filters: Filters, minute: string, day: string): string =>
  documentsPath({ days: { from: lastOf(day, -1), to: lastOf(day, 1) }, filters }, { minute });

/** What counts for a month's targets, so far. */
export const targetPath = (filters: Filters, month: string, today: string): string =>
  documentsPath({ days: { from: `${month}-01`, to: today }, filters }, { targetOf: month });

/** The products of a class, each with the receipts that it is in. */
export const classPath = (of: Of, abc: string): string => pathOf('products-sold', of, { abc });
/** All stores, the most first, against the same period as the dashboard. */
export const storesPath = (of: Of, against: 'before' | 'year'): string =>
  pathOf('stores-sold', of, against === 'year' ? { against } : {});
/** The shop is of all stores. */
export const visitsPath = (days: Days, reached?: string): string =>
  `/visits?${new URLSearchParams({ ...days, ...(reached ? { reached } : {}) })}`;

/** What a cohort (`2026-09`) bought so many months later. Months of customers are whole, whatever period the page shows. */
export function cohortPath(filters: Filters, cohort: string, later: number): string {
  const from = monthAfter(cohort, later);
  const days = { from, to: lastOf(monthAfter(cohort, later + 1), -1) };
  return documentsPath({ days, filters }, { kind: 'sale', cohort });
}
/** All that it bought. */
export const cohortSalesPath = (filters: Filters, cohort: string, to: string): string =>
  documentsPath({ days: { from: `${cohort}-01`, to }, filters }, { kind: 'sale', cohort });

const monthAfter = (month: string, later: number): string => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + later, 1)).toISOString().slice(0, 10);
};

/** A row of a report, by what Reporting says stands behind it: documents, or of what lies somewhere the movements. */
export function rowPath(filters: Filters, behind: Behind): string {
  const { from = '', to = '', locationId, productId, ...narrow } = behind;
  if (locationId !== undefined && productId !== undefined)
    return `/stock/movements/${encodeURIComponent(productId)}?${new URLSearchParams({ locationId })}`;
  return pathOf(
    'documents',
    { days: { from, to }, filters },
    { ...narrow, ...(productId === undefined ? {} : { productId }) },
  );
}

const lastOf = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
/** A week or a month that begins on a day, as far as the period goes. */
const within = (from: string, to: string, days: Days): Days => ({
  from: from > days.from ? from : days.from,
  to: to < days.to ? to : days.to,
});

/** A row of the consolidated sales. @returns null where no documents are of it alone: delivery, what has no category. */
export function groupPath(groupBy: GroupBy, key: string, of: Of): string | null {
  const { days } = of;
  switch (groupBy) {
    case 'day':
      return documentsPath({ ...of, days: { from: key, to: key } });
    case 'week':
      return documentsPath({ ...of, days: within(key, lastOf(key, 6), days) });
    case 'month':
      return documentsPath({
        ...of,
        days: within(key, lastOf(`${lastOf(key, 31).slice(0, 8)}01`, -1), days),
      });
    case 'store':
      return pathOf('documents', of, { storeId: key });
    case 'channel':
      return pathOf('documents', of, { channel: key });
    case 'cashier':
      return key === '' ? pathOf('documents', of, { channel: 'web' }) : documentsPath(of, { cashierId: key });
    case 'category':
      return key === 'delivery' || key === 'other' ? null : documentsPath(of, { categoryId: key });
    case 'tender':
      return documentsPath(of, { tender: key });
    case 'tax':
      return documentsPath(of, { tax: key });
  }
}

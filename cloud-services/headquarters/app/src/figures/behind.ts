/** Where a figure opens: the list of what stands behind it, filtered by what the figure was. Pure. */
import type { Days } from '../filters/period.ts';
import type { Filters } from '../filters/use-filters.ts';

export type Of = Readonly<{ days: Days; filters: Filters }>;
type Narrow = Readonly<Partial<Record<(typeof narrowings)[number], string>>>;

/** What a list of documents or acts may be narrowed by, in the address as the call takes it. */
export const narrowings = [
  'kind',
  'cashierId',
  'hour',
  'reason',
  'productId',
  'categoryId',
  'tender',
  'tax',
  'discount',
] as const;

const pathOf = (page: string, { days, filters }: Of, narrow: Narrow) => {
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

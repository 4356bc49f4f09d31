/** Reports that people compose: what may be asked, and what goes together. */
import { z } from 'zod';

export const dimension = z.enum([
  'day',
  'week',
  'month',
  'weekday',
  /** Of the store's clock, `00` to `23`. */
  'hour',
  'store',
  'channel',
  'kind',
  'register',
  'cashier',
  'category',
  'product',
  'tender',
  'tax',
]);
export type Dimension = z.infer<typeof dimension>;

/** What is counted, by what it is counted of: whole documents, their lines, payments or taxes. One report is of one of them. */
export const measuresOf = {
  document: [
    'sales',
    'returns',
    'totalMinor',
    'subtotalMinor',
    'discountMinor',
    'deliveryMinor',
    'taxMinor',
    'roundingMinor',
  ],
  line: ['quantity', 'amountMinor'],
  tender: ['paidMinor'],
  tax: ['chargedMinor'],
} as const;
export type Grain = keyof typeof measuresOf;
export const measure = z.enum([
  ...measuresOf.document,
  ...measuresOf.line,
  ...measuresOf.tender,
  ...measuresOf.tax,
]);
export type Measure = z.infer<typeof measure>;

/** What only lines, payments or taxes have. */
const grainOfDimension: Partial<Record<Dimension, Grain>> = {
  category: 'line',
  product: 'line',
  tender: 'tender',
  tax: 'tax',
};
const grains = Object.keys(measuresOf) as Grain[];
export const grainOf = (name: Measure): Grain =>
  grains.find((grain) => (measuresOf[grain] as readonly Measure[]).includes(name)) ?? 'document';

/** Of days, the period tells which. */
const filterable = dimension.exclude(['day', 'week', 'month', 'weekday']);
const filters = z.partialRecord(filterable, z.array(z.string().max(100)).min(1).max(100));

export const customReport = z
  .strictObject({
    measures: z.array(measure).min(1).max(8),
    dimensions: z.array(dimension).max(4),
    /** Only these of a dimension. */
    filters: filters.default({}),
  })
  .superRefine(({ measures, dimensions, filters }, { addIssue }) => {
    const fault = (path: (string | number)[], message: string) => addIssue({ code: 'custom', path, message });
    const [first] = measures;
    const grain = first && grainOf(first);
    measures.forEach((name, at) => {
      if (grainOf(name) !== grain) fault(['measures', at], `does not go with ${first}`);
      if (measures.indexOf(name) !== at) fault(['measures', at], 'is told twice');
    });
    dimensions.forEach((name, at) => {
      if ((grainOfDimension[name] ?? grain) !== grain) fault(['dimensions', at], `does not go with ${first}`);
      if (dimensions.indexOf(name) !== at) fault(['dimensions', at], 'is told twice');
    });
    for (const name of Object.keys(filters) as Dimension[])
      if ((grainOfDimension[name] ?? grain) !== grain) fault(['filters', name], `does not go with ${first}`);
  })
  .meta({ id: 'CustomReport' });
export type CustomReport = z.infer<typeof customReport>;

export const savedReport = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Whose: `isMine` may be changed, one that is shared is read by everybody who may read sales. */
    ownerId: z.string(),
    isMine: z.boolean(),
    isShared: z.boolean(),
    custom: customReport,
  })
  .meta({ id: 'SavedReport' });
export type SavedReport = z.infer<typeof savedReport>;

export const saveRequest = z.strictObject({
  name: z.string().trim().min(1).max(80),
  isShared: z.boolean(),
  custom: customReport,
});
export type SaveRequest = z.infer<typeof saveRequest>;

/** The HTTP bodies of Product under `/api/v1/products` and `/api/v1/categories`; web apps import the types from here. */
import { amountMinor, money } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** Both languages to staff, one to the shop. */
const text = z.union([z.object({ fr: z.string(), en: z.string() }), z.string()]);

const variantView = z.object({
  id: z.string(),
  sku: z.string(),
  gtins: z.array(z.string()),
  name: text,
  variantName: text.nullable(),
  price: money.nullable(),
});

export const productView = z
  .object({
    ...variantView.shape,
    parentId: z.string().nullable(),
    isFamily: z.boolean(),
    categoryIds: z.array(z.string()),
    taxCategory: z.string(),
    soldBy: z.enum(['piece', 'weight']),
    images: z.array(z.object({ url: z.string(), alt: text })),
    options: z.array(z.object({ name: text, values: z.array(text) })),
    variants: z.array(variantView),
    rank: z.int().nullable(),
    favourite: z.boolean(),
    archived: z.boolean(),
    version: z.int(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Product' });
export type ProductView = z.infer<typeof productView>;

/** GET /categories; its own products and its children's are counted. */
export const categoryView = z
  .object({
    id: z.string(),
    name: text,
    slug: z.string(),
    productCount: z.int(),
    get children() {
      return z.array(categoryView);
    },
  })
  .meta({ id: 'Category' });
export type CategoryView = z.infer<typeof categoryView>;

/** POST /search */
export const searchRequest = z.strictObject({
  query: z.string().max(200),
  filters: z
    .strictObject({
      categoryId: z.uuid(),
      priceMinMinor: amountMinor.nonnegative(),
      priceMaxMinor: amountMinor.nonnegative(),
    })
    .partial()
    .default({}),
  facets: z.array(z.enum(['category'])).default([]),
  sort: z.enum(['relevance', 'name', 'price', '-price']).default('relevance'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});

export const searchAnswer = z.object({
  items: z.array(productView),
  facets: z.object({ category: z.array(z.object({ id: z.string(), count: z.int() })).optional() }),
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** A fault of an import: `row` as the spreadsheet numbers it, `code` for programs, `reason` for people. */
const badRow = z.object({
  row: z.int(),
  field: z.string(),
  value: z.string(),
  code: z.string(),
  reason: z.string(),
});
export type BadRow = z.infer<typeof badRow>;

const counts = {
  id: z.string(),
  dryRun: z.boolean(),
  format: z.string(),
  startedAt: z.string(),
  /** Null: it is still running, or was cut off; what was good until then is in. */
  finishedAt: z.string().nullable(),
  startedBy: z.string(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  bad: z.int(),
};

export const importSummary = z.object(counts).meta({ id: 'Import' });

export const importReport = z
  .object({
    ...counts,
    badRows: z.array(badRow),
    /** True: there are more than are listed here; the CSV has them all. */
    badRowsCut: z.boolean(),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReport>;

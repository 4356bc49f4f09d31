/** The HTTP bodies of Product under `/api/v1/products` and `/api/v1/categories`; web apps import the types from here. */
import { decimalString, listedPrice, listReach, money, promotion } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { attributeCode, attributeLengthMax, attributeTerm } from './attributes/attributes.ts';

/** Both languages to staff, one to the shop. */
const text = z.union([z.object({ fr: z.string(), en: z.string() }), z.string()]);

const variantView = z.object({
  id: z.string(),
  sku: z.string(),
  gtins: z.array(z.string()),
  name: text,
  variantName: text.nullable(),
  /** In a family with options: which of each this is. */
  choices: z.record(z.string(), text).optional(),
  /** What the shop charges now. */
  price: money.nullable(),
  /** The product's own price, where a list gives the shop another. */
  ownPrice: money.optional(),
  /** The lowest price of the 30 days before this one, where this one is lower; for 30 days. */
  compareAtPrice: money.optional(),
  /** In lists: what can still be promised, in the store that was asked for, else everywhere. Absent: nothing is known of its stock. */
  available: decimalString.optional(),
  /** The last movement of stock that it counts. */
  availableAsOf: z.string().optional(),
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
    attributes: z.record(z.string(), text),
    /** Of a family, and of its variants: the attributes by which they differ. */
    optionCodes: z.array(z.string()),
    /** In years: below it nobody may buy this. */
    minimumAge: z.int().nullable(),
    tracks: z.enum(['serial', 'lot']).nullable(),
    isCharge: z.boolean(),
    chargeIds: z.array(z.string()),
    /** By which its family's variants differ, with the values that they have; without a code: by their names alone. */
    options: z.array(z.object({ code: z.string().optional(), name: text, values: z.array(text) })),
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
const categoryView = z
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
/** `version` changes with the tree, products aside: what a replacement is based on. */
export const categoryTreeView = z.object({ items: z.array(categoryView), version: z.int() });

/** What PostgreSQL takes as a text. */
export const plainText = z.string().regex(/^[^\0]*$/, 'must not hold the character NUL');

const said = z.strictObject({
  fr: plainText.trim().min(1).max(attributeLengthMax),
  en: plainText.trim().min(1).max(attributeLengthMax),
});
const choicesMax = 200;

const isInOneStep = (renamed: readonly Renamed[]) =>
  renamed.every(({ to }, at) =>
    renamed.every(
      ({ from }, other) => at === other || attributeTerm('', from.fr) !== attributeTerm('', to.fr),
    ),
  );

/** What head office says of an attribute. */
export const attributeTerms = z
  .strictObject({
    name: said,
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    /** Of a number: `ml`. */
    unit: plainText.trim().min(1).max(20).nullable(),
    /** Of a choice, in the order in which they are shown. */
    choices: z.array(said).max(choicesMax),
    /** The shop filters by it. */
    isFilter: z.boolean(),
    /** Promotions may be on it: the tills are told. */
    forPromotions: z.boolean(),
  })
  .refine(({ type, choices }) => (type === 'choice') === choices.length > 0, {
    path: ['choices'],
    message: 'a choice has at least one, nothing else has any',
  })
  .refine(({ type, unit }) => type === 'number' || unit === null, {
    path: ['unit'],
    message: 'only a number has a unit',
  })
  .refine(
    ({ choices }) =>
      (['fr', 'en'] as const).every(
        (language) =>
          new Set(choices.map((choice) => attributeTerm('', choice[language]))).size === choices.length,
      ),
    { path: ['choices'], message: 'each once' },
  );
export type AttributeTerms = z.infer<typeof attributeTerms>;
const renamed = z.strictObject({ from: said, to: said });
export type Renamed = z.infer<typeof renamed>;
/** Choices that are called otherwise from now on: products and promotions that say the one then say the other. */
export const attributeRequest = attributeTerms
  .safeExtend({ renamed: z.array(renamed).max(choicesMax).optional() })
  .refine(({ renamed = [] }) => isInOneStep(renamed), {
    path: ['renamed'],
    message: 'what one is renamed to is no other’s old name: rename one after the other',
  });
export type AttributeRequest = z.infer<typeof attributeRequest>;
export const attributeDefinition = z
  .object({ ...attributeTerms.shape, code: z.string(), version: z.int() })
  .meta({ id: 'Attribute' });
export type AttributeDefinition = z.infer<typeof attributeDefinition>;

const priceLimit = money.refine(({ currency }) => currency === 'CAD', {
  path: ['currency'],
  message: 'must be CAD, as prices are',
});
const attributeValue = plainText.min(1).max(attributeLengthMax);

const numberRange = z
  .strictObject({ min: z.number(), max: z.number() })
  .partial()
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min or max')
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, {
    path: ['max'],
    message: 'must not be below min',
  });

/** POST /search */
export const searchRequest = z.strictObject({
  query: plainText.max(200),
  filters: z
    .strictObject({
      categoryId: z.uuid(),
      /** Both included. */
      priceMin: priceLimit,
      priceMax: priceLimit,
      /** `{colour: ['Bleu', 'Vert']}`: one of each; in either language, blind to accents and capitals. */
      attributes: z
        .record(z.string().regex(attributeCode), z.array(attributeValue).min(1).max(20))
        .refine((asked) => Object.keys(asked).length <= 10, 'at most 10'),
      /** Of attributes that are numbers: `{volume: {min: 250, max: 750}}`, both included. */
      ranges: z
        .record(z.string().regex(attributeCode), numberRange)
        .refine((asked) => Object.keys(asked).length <= 10, 'at most 10'),
      /** Whether something of it can be promised, wherever it lies. */
      inStock: z.boolean(),
    })
    .partial()
    .refine(
      ({ priceMin, priceMax }) => !priceMin || !priceMax || priceMin.amountMinor <= priceMax.amountMinor,
      { path: ['priceMax'], message: 'must not be below priceMin' },
    )
    .default({}),
  facets: z.array(z.enum(['category', 'attributes', 'inStock'])).default([]),
  sort: z.enum(['relevance', 'name', 'price', '-price']).default('relevance'),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export type SearchRequest = z.infer<typeof searchRequest>;

/** Of all that was found, not of the page. */
const facets = z.object({
  category: z.array(z.object({ id: z.string(), count: z.int() })).optional(),
  /** The commonest values of each, commonest first. */
  attributes: z
    .array(
      z.object({
        code: z.string(),
        /** Where it is defined; `label` likewise, in a value's own form: `750 ml`. */
        name: text.optional(),
        values: z.array(z.object({ value: text, label: text.optional(), count: z.int() })),
        /** Of a number with many values; `filters.ranges` takes one as it is. */
        ranges: z
          .array(z.object({ min: z.number(), max: z.number(), label: text, count: z.int() }))
          .optional(),
      }),
    )
    .optional(),
  inStock: z.array(z.object({ value: z.boolean(), count: z.int() })).optional(),
});

export const searchAnswer = z.object({
  items: z.array(productView),
  facets,
  total: z.int(),
  nextCursor: z.string().nullable(),
  /** Nothing answers to what was typed: this is what was searched for instead. */
  correctedQuery: z.string().optional(),
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

/** What the first lines of a CSV show: `column` is what it is taken for, by our heading; null: nothing that we know. */
export const importColumns = z.object({
  items: z.array(
    z.object({ heading: z.string(), column: z.string().nullable(), samples: z.array(z.string()) }),
  ),
});
export type ImportColumns = z.infer<typeof importColumns>;

/** What head office writes; Product numbers it. */
export const promotionTerms = promotion.omit({ id: true, revision: true });
export type PromotionTerms = z.infer<typeof promotionTerms>;

/** `confirm`: yes, all of it for nothing. */
export const promotionRequest = promotionTerms.extend({ confirm: z.boolean().optional() });
export type PromotionRequest = z.infer<typeof promotionRequest>;

const change = { version: z.int(), changedAt: z.string(), changedBy: z.string() };
export const promotionView = promotion.extend(change).meta({ id: 'Promotion' });
export type PromotionView = z.infer<typeof promotionView>;

/** More than a mailing of a chain; each is some 50 bytes in memory while they are made. */
const couponCodesMax = 100_000;
export const couponBatchRequest = z.strictObject({ codes: z.int().min(1).max(couponCodesMax) });
export const couponBatch = z
  .object({
    id: z.uuid(),
    codes: z.int(),
    used: z.int(),
    madeAt: z.iso.datetime(),
    madeBy: z.string(),
  })
  .meta({ id: 'CouponBatch' });
export type CouponBatch = z.infer<typeof couponBatch>;

/** `held`: a sale or an order that is not done yet has it. */
export const couponCodeState = z.enum(['unused', 'held', 'used']);
export type CouponCodeState = z.infer<typeof couponCodeState>;
export const couponCode = z
  .object({
    code: z.string(),
    state: couponCodeState,
    /** Above one: stores took it that could not ask. */
    uses: z.int(),
    usedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CouponCode' });
export type CouponCode = z.infer<typeof couponCode>;

/** Newest first. */
export const promotionHistory = z.object({ items: z.array(promotionTerms.extend(change)) });

/** When and where a list counts; it begins at the same moment in every store. */
export const priceListTerms = listReach.extend({
  name: plainText.min(1).max(80),
  storeIds: z.array(plainText.min(1).max(100)).min(1).max(1_000).optional(),
});
export type PriceListTerms = z.infer<typeof priceListTerms>;
export const priceListView = priceListTerms
  .extend({ id: z.string(), entryCount: z.int(), ...change })
  .meta({ id: 'PriceList' });
export type PriceListView = z.infer<typeof priceListView>;

const priceEntry = z.strictObject({ productId: z.uuid(), price: money.nullable() });
export type PriceEntry = z.infer<typeof priceEntry>;
/** PUT; `price: null` takes a product out. More than these are sent in several calls. */
export const priceEntries = z.strictObject({ entries: z.array(priceEntry).min(1).max(5_000) });
export const priceEntryView = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.object({ fr: z.string(), en: z.string() }),
  price: money,
  ownPrice: money.nullable(),
  cost: money.nullable(),
});
export type PriceEntryView = z.infer<typeof priceEntryView>;

export const auditKind = z.enum([
  'product',
  'price',
  'price-list',
  'promotion',
  'category',
  'attribute',
  'rules',
  'import',
  'four-eyes',
]);
export type AuditKind = z.infer<typeof auditKind>;
/** Null: there was, or is, none. */
export const fieldChange = z.object({
  field: z.string(),
  /** The list, of a price that is not the product's own. */
  in: z.string().optional(),
  before: z.json(),
  after: z.json(),
});
export type FieldChange = z.infer<typeof fieldChange>;
export const auditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    by: z.string(),
    approvedBy: z.string().nullable(),
    kind: auditKind,
    subjectId: z.string(),
    subject: z.string(),
    changes: z.array(fieldChange),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

export const fourEyes = z.strictObject({ prices: z.boolean() }).meta({ id: 'FourEyes' });

export const proposalState = z.enum(['open', 'approved', 'rejected']);
export type ProposalState = z.infer<typeof proposalState>;
/** A change of prices that waits for a second person, or was decided. */
export const proposal = z
  .object({
    id: z.string(),
    does: z.enum([
      'set-price',
      'set-first-prices',
      'change-list',
      'end-list',
      'set-entries',
      'set-four-eyes',
    ]),
    state: proposalState,
    /** The first of them. */
    changes: z.array(auditEntry.pick({ kind: true, subjectId: true, subject: true, changes: true })),
    changeCount: z.int(),
    proposedBy: z.string(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
  })
  .meta({ id: 'PriceProposal' });
export type Proposal = z.infer<typeof proposal>;

/** A row of head office's grid of prices. */
export const priceSheetRow = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.object({ fr: z.string(), en: z.string() }),
  version: z.int(),
  price: money,
  cost: money.nullable(),
  listed: z.array(listedPrice.extend({ listName: z.string() })),
});
export type PriceSheetRow = z.infer<typeof priceSheetRow>;

/** Null: not known. */
export const productCost = z.strictObject({ cost: money.nullable() });

/** What stands behind a figure: documents, acts and visits, filtered by what the figure was. GET /documents, GET /acts, GET /visits. */
import { amountMinor, businessDate, channel } from '@comptoir/pricing/contract';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { month, scopeQuery, text } from '../api/fields.ts';

const code = z.string().min(1).max(100);

/** In place of a tax: what none was on. */
export const untaxed = 'none';

/** Each filter is a dimension that some figure has; together they narrow. */
export const documentsQuery = z.strictObject({
  ...scopeQuery,
  ...listQuery,
  kind: z.enum(['sale', 'return']).optional(),
  cashierId: code.optional(),
  registerId: code.optional(),
  /** Of the store's clock. */
  hour: z.coerce.number().int().min(0).max(23).optional(),
  /** In the minute that begins then. */
  minute: z.iso.datetime().optional(),
  /** Why it came back; empty: not told. */
  reason: z.string().max(100).optional(),
  productId: code.optional(),
  /** And this one beside it. */
  withProductId: code.optional(),
  /** With those below it. */
  categoryId: code.optional(),
  tender: code.optional(),
  /** Its code; `none`: what no tax was on. */
  tax: code.optional(),
  /** Of that tax, in percent; empty: not told. */
  taxRate: z.string().max(20).optional(),
  /** `manual-line`, `manual-basket`, `promotion/<id>`; `manual` and `promotion` are all of their sort. */
  discount: z.string().min(1).max(140).optional(),
  /** Sales to the customers who, of all that the scope knows, bought for the first time in this month: `2026-11`. */
  cohort: month.optional(),
  /** Of one customer: see `customerKey` of a document. */
  customerKey: z.uuid().optional(),
  /** Orders that came of letters about carts that were left; `link`: by the letter's own link. The period is then that of the letters. */
  reminded: z.enum(['any', 'link']).optional(),
  /** Of the stores that have a target of this month. */
  targetOf: month.optional(),
});
export type DocumentsQuery = z.infer<typeof documentsQuery>;

const place = { storeId: z.string(), storeCode: z.string().nullable(), businessDate, at: z.iso.datetime() };

export const documentList = listOf(
  z.object({
    /** `sale/<id>`, `return/<id>`, `order/<id>` or `refund/<id>`. */
    documentId: z.string(),
    kind: z.enum(['sale', 'return']),
    channel,
    ...place,
    /** Of the receipt, or of the order. */
    number: z.string(),
    /** Of an order or its refund: where it is read. */
    orderId: z.string().nullable(),
    cashierId: z.string().nullable(),
    /** Who bought, as a number that stands for nobody and is the same each time; null: not known. */
    customerKey: z.string().nullable(),
    totalMinor: amountMinor,
    /** The part that the filter is about (lines, tender, tax, discount); null where it is the whole document. */
    partMinor: amountMinor.nullable(),
  }),
).meta({ id: 'DocumentList' });
export type DocumentList = z.infer<typeof documentList>;

export const actKind = z.enum(['void', 'no-sale', 'approval', 'price-override']);

export const actsQuery = z.strictObject({
  ...scopeQuery,
  ...listQuery,
  kind: actKind.optional(),
  cashierId: code.optional(),
});
export type ActsQuery = z.infer<typeof actsQuery>;

export const actList = listOf(
  z.object({
    actId: z.string(),
    kind: actKind,
    ...place,
    cashierId: z.string().nullable(),
    amountMinor,
    reason: z.string().nullable(),
    /** Who gave leave. */
    by: z.string().nullable(),
    /** The receipt in which it was done, or that it took back. */
    number: z.string().nullable(),
  }),
).meta({ id: 'ActList' });
export type ActList = z.infer<typeof actList>;

/** How far a visit of the shop went. */
const reached = z.enum(['added', 'checkout-begun']);

export const visitsQuery = z.strictObject({
  from: scopeQuery.from,
  to: scopeQuery.to,
  ...listQuery,
  /** At least so far; all of them unless told. */
  reached: reached.optional(),
});
export type VisitsQuery = z.infer<typeof visitsQuery>;

export const visitList = listOf(
  z.object({
    /** Random, forgotten by the browser when the visit ended: it stands for nobody, and no order is joined to it. */
    visitId: z.uuid(),
    visitDate: businessDate,
    begunAt: z.iso.datetime(),
    /** When something of it was told for the last time. */
    lastAt: z.iso.datetime(),
    /** Null: it looked, and went. */
    reached: reached.nullable(),
    /** What was looked at or put into the cart, in that order, at most a hundred; `name` is null of what is no longer sold. */
    products: z.array(
      z.object({
        productId: z.string(),
        sku: z.string().nullable(),
        name: text.nullable(),
        isAdded: z.boolean(),
      }),
    ),
  }),
).meta({ id: 'VisitList' });
export type VisitList = z.infer<typeof visitList>;

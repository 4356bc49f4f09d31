/** What screens show of sales: the dashboard, consolidated sales, the analysis of products. */
import { amountMinor, businessDate, channel, currency, decimalString } from '@comptoir/pricing/contract';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { groupings } from '../groupings.ts';
import { count, ratio, scopeQuery, text } from './fields.ts';

export const dashboardQuery = z.strictObject({
  ...scopeQuery,
  /** What it is compared with: as many whole weeks before, or the same weekdays a year (52 weeks) before. */
  against: z.enum(['before', 'year']).optional(),
});
export type DashboardQuery = z.infer<typeof dashboardQuery>;

export const figures = z.object({
  /** Sales and orders; returns are not among them. */
  sales: count,
  returns: count,
  /** What was sold less what came back, taxes included. */
  revenueMinor: amountMinor,
  /** The same without taxes. */
  beforeTaxMinor: amountMinor,
  taxMinor: amountMinor,
  discountMinor: amountMinor,
  deliveryMinor: amountMinor,
  /** What came back, positive. */
  returnedMinor: amountMinor,
  /** What was sold, returns not taken off, by sale; null without a sale. */
  averageBasketMinor: amountMinor.nullable(),
});
export type Figures = z.infer<typeof figures>;

/** Stores that a dashboard names; the others are one sum, and a list of their own. */
export const topStoresMax = 10;

const pair = { revenueMinor: amountMinor, sales: count, beforeRevenueMinor: amountMinor, beforeSales: count };

const storeFigures = z.object({ storeId: z.string(), code: z.string(), name: z.string(), ...pair });
export type StoreFigures = z.infer<typeof storeFigures>;

/** GET /stores: what each store came to, the most first; `q` in its name or code. */
export const storesQuery = z.strictObject({
  ...dashboardQuery.shape,
  ...listQuery,
  q: z.string().trim().max(80).optional(),
});
export const storeList = listOf(storeFigures).meta({ id: 'StoreFiguresList' });

export const dashboard = z
  .object({
    asOf: z.iso.datetime(),
    from: businessDate,
    to: businessDate,
    currency,
    storeId: z.string().nullable(),
    channel: channel.nullable(),
    against: z.enum(['before', 'year']),
    figures,
    /** Of the shop: orders by visit. Null where no visit was told. */
    visits: count.nullable(),
    conversion: ratio.nullable(),
    before: z.object({
      from: businessDate,
      to: businessDate,
      /** The period is not over: its counterpart is counted up to this moment. Null: it is counted whole. */
      upTo: z.iso.datetime().nullable(),
      figures,
      visits: count.nullable(),
      conversion: ratio.nullable(),
    }),
    /** Hours of the store's clock. Null for more than 31 days. The period before is whole here. */
    byHour: z.array(z.object({ hour: z.int().min(0).max(23), ...pair })).nullable(),
    byDay: z.array(z.object({ date: businessDate, beforeDate: businessDate, ...pair })),
    /** Those that sold the most, and what all others together came to; null where there are none. */
    byStore: z.array(storeFigures).max(topStoresMax),
    otherStores: z.object({ stores: count, ...pair }).nullable(),
    byChannel: z.array(z.object({ channel, ...pair })),
    /** Before taxes, by the categories at the top of the tree. */
    byCategory: z.array(z.object({ categoryId: z.string().nullable(), name: text.nullable(), amountMinor })),
    topProducts: z.array(
      z.object({
        productId: z.string(),
        sku: z.string().nullable(),
        name: text.nullable(),
        quantity: decimalString,
        amountMinor,
      }),
    ),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof dashboard>;

export const groupBy = z.enum(groupings);
export type GroupBy = z.infer<typeof groupBy>;

export const consolidatedQuery = z.strictObject({ groupBy: groupBy.default('day'), ...scopeQuery });

/** Null: the figure has no meaning for this grouping (a tender has no taxes). */
const measures = z.object({
  /** Sales and orders; of a category, tender or tax, the documents that have it. */
  sales: count,
  returns: count.nullable(),
  subtotalMinor: amountMinor.nullable(),
  discountMinor: amountMinor.nullable(),
  deliveryMinor: amountMinor.nullable(),
  taxMinor: amountMinor.nullable(),
  /** Of cash: what was rounded. It is not part of the total. */
  roundingMinor: amountMinor.nullable(),
  /** With taxes; of categories before taxes; of tenders what was paid, rounding included; of taxes the tax. */
  totalMinor: amountMinor,
});
export type Measures = z.infer<typeof measures>;

export const consolidated = z
  .object({
    asOf: z.iso.datetime(),
    from: businessDate,
    to: businessDate,
    currency,
    groupBy,
    storeId: z.string().nullable(),
    channel: channel.nullable(),
    rows: z.array(
      measures.extend({
        /** A day, the Monday of a week, the first day of a month, an id or a code; `delivery` and `other` among categories. */
        key: z.string(),
        label: text.nullable(),
      }),
    ),
    totals: measures,
  })
  .meta({ id: 'ConsolidatedSales' });
export type Consolidated = z.infer<typeof consolidated>;

/** GET /bought-together/{productId}: products, those most often bought with it first. */
export const boughtTogether = z.strictObject({ productIds: z.array(z.string()) });
export type BoughtTogether = z.infer<typeof boughtTogether>;

export const analyticsQuery = z.strictObject({
  ...scopeQuery,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const productFigures = z.object({
  productId: z.string(),
  sku: z.string().nullable(),
  name: text.nullable(),
  quantity: decimalString,
  /** Before taxes, returns taken off. */
  amountMinor,
  beforeAmountMinor: amountMinor,
  /** Change against the period before, `0.25` for a quarter more; null when nothing was sold then. */
  trend: ratio.nullable(),
  /** Null: no stock is known. */
  onHand: z.string().nullable(),
  /** Sold, of what was sold and what is left. */
  sellThrough: ratio.nullable(),
  /** Null: no cost is known. */
  marginMinor: amountMinor.nullable(),
  /** By what it brings in: A the first 80 per cent of all that is sold, B up to 95, C the rest. */
  abc: z.enum(['A', 'B', 'C']),
  /** How often a year the stock would be sold at this pace. Null: nothing in stock, or not known. */
  stockTurn: ratio.nullable(),
  /** How many days the stock lasts at this pace. Null: nothing sold, or not known. */
  daysOfCover: ratio.nullable(),
});
export type ProductFigures = z.infer<typeof productFigures>;

/** GET /products: what was sold, what brings in most first; of a class, or of all of them. */
export const productsQuery = z.strictObject({
  ...scopeQuery,
  ...listQuery,
  abc: productFigures.shape.abc.optional(),
});
export const productList = listOf(productFigures).meta({ id: 'ProductFiguresList' });

export const analytics = z
  .object({
    asOf: z.iso.datetime(),
    from: businessDate,
    to: businessDate,
    currency,
    top: z.array(productFigures),
    /** In stock, and least sold. */
    slow: z.array(productFigures),
    /** Of all that was sold: how many products are of each class, and what they come to. */
    classes: z.array(z.object({ abc: productFigures.shape.abc, products: count, amountMinor })),
    affinities: z.object({
      /** Pairs among the best sellers of the period, in at most so many of its latest baskets. */
      bestSellersMax: count,
      basketsMax: count,
      baskets: count,
      pairs: z.array(
        z.object({
          products: z.array(
            z.object({ productId: z.string(), sku: z.string().nullable(), name: text.nullable() }),
          ),
          baskets: count,
          /** Of the baskets looked at, those with both. */
          support: ratio,
          /** How many times as often as if one had nothing to do with the other. */
          lift: ratio,
        }),
      ),
    }),
  })
  .meta({ id: 'ProductAnalytics' });
export type Analytics = z.infer<typeof analytics>;

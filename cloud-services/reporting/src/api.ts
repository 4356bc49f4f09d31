/**
 * The HTTP bodies of Reporting under `/api/v1/reports`, and the event of its live socket (socket.io, path `/api/v1/reports/live`, staff
 * token in `auth.token`). Web apps import the types from here. Amounts are minor units of `currency`; ratios are decimal texts.
 */
import { amountMinor, businessDate, channel, currency, decimalString } from '@comptoir/pricing/contract';
import { listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { accountRoles } from './accounting/entries.ts';
import { customReport } from './custom/api.ts';
import { parseCron } from './schedules/cron.ts';
import { nextRun } from './schedules/next-run.ts';
import { isTimeZone } from './schedules/zone.ts';

export type { CustomReport, Dimension, Measure, SavedReport, SaveRequest } from './custom/api.ts';

const text = z.object({ fr: z.string(), en: z.string() });
const count = z.int();
const ratio = z.string().regex(/^-?\d+(\.\d+)?$/);
const id = z.string().min(1).max(100);

export const scopeQuery = {
  /** Business dates, both included; today alone unless told. */
  from: businessDate.optional(),
  to: businessDate.optional(),
  storeId: id.optional(),
  channel: channel.optional(),
};
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

const pair = { revenueMinor: amountMinor, sales: count, beforeRevenueMinor: amountMinor, beforeSales: count };

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
    byStore: z.array(z.object({ storeId: z.string(), code: z.string(), name: z.string(), ...pair })),
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

export const groupBy = z.enum([
  'day',
  'week',
  'month',
  'store',
  'channel',
  'category',
  'cashier',
  'tender',
  'tax',
]);
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

/** PUT /costs: what a product costs us by unit, from a day on. */
export const costsRequest = z.strictObject({
  costs: z
    .array(z.strictObject({ productId: id, from: businessDate, unitCostMinor: amountMinor.nonnegative() }))
    .min(1)
    .max(5_000),
});

export const reportName = z.enum([
  'sales-consolidated',
  'products',
  'sale-lines',
  'tax-return',
  'tenders',
  'journal',
  'stock-value',
  'closings',
  'custom',
]);
export type ReportName = z.infer<typeof reportName>;
export const fileFormat = z.enum(['csv', 'xlsx', 'pdf', 'json']);
export type FileFormat = z.infer<typeof fileFormat>;
export const language = z.enum(['fr', 'en']);
export type Language = z.infer<typeof language>;

/** Told by the day on which a report is made: what a schedule asks for each time anew. */
export const periodName = z.enum([
  'today',
  'yesterday',
  'last-7-days',
  'last-week',
  'last-month',
  'month-to-date',
]);
export type PeriodName = z.infer<typeof periodName>;

const reportFields = {
  report: reportName,
  parameters: z
    .strictObject({
      ...scopeQuery,
      groupBy: groupBy.optional(),
      period: periodName.optional(),
      custom: customReport.optional(),
    })
    .refine(({ period, from, to }) => period === undefined || (from ?? to) === undefined, {
      path: ['period'],
      message: 'is told by its name, or by from and to',
    })
    .default({}),
  format: fileFormat,
  /** Of words, numbers and dates. */
  language: language.default('fr'),
};
type Chosen = Readonly<{
  report: string;
  parameters: { groupBy?: string | undefined; custom?: object | undefined };
}>;
const isGrouped = {
  check: ({ report, parameters }: Chosen) =>
    report === 'sales-consolidated' || parameters.groupBy === undefined,
  fault: { path: ['parameters', 'groupBy'], message: 'only sales-consolidated is grouped' },
};
const isComposed = {
  check: ({ report, parameters }: Chosen) => (report === 'custom') === (parameters.custom !== undefined),
  fault: {
    path: ['parameters', 'custom'],
    message: 'is what a custom report is composed of, and of no other one',
  },
};

/** What is to be made. */
export const reportRequest = z
  .strictObject(reportFields)
  .refine(isGrouped.check, isGrouped.fault)
  .refine(isComposed.check, isComposed.fault);
export type ReportRequest = z.infer<typeof reportRequest>;

const recipientsMax = 20;
export const schedule = z.strictObject({
  /** Minute, hour, day of the month, month, day of the week: `0 7 * * MON`. */
  cron: z
    .string()
    .max(100)
    .superRefine((text, { addIssue }) => {
      const read = parseCron(text);
      if (!read.ok) addIssue({ code: 'custom', message: read.why });
      else if (!nextRun(read.cron, 'UTC', new Date(0)))
        addIssue({ code: 'custom', message: 'must be a day that comes' });
    }),
  /** Whose clock tells when it is due, and what day it is. */
  timeZone: z.string().max(60).refine(isTimeZone, 'must be a time zone such as America/Toronto'),
  /** Each is mailed a link to the file, once. */
  recipients: z.array(z.email().max(254)).min(1).max(recipientsMax),
});
export type Schedule = z.infer<typeof schedule>;

export const generateRequest = z
  .strictObject({ ...reportFields, schedule: schedule.optional() })
  .refine(isGrouped.check, isGrouped.fault)
  .refine(isComposed.check, isComposed.fault);
export type GenerateRequest = z.infer<typeof generateRequest>;

/** An item of GET /schedules. */
export const scheduled = z
  .object({
    scheduleId: z.string(),
    /** Who asked for it. */
    staffId: z.string(),
    ...reportFields,
    schedule,
    nextRunAt: z.iso.datetime(),
    lastRunAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReportSchedule' });
export type Scheduled = z.infer<typeof scheduled>;

export const job = z
  .object({
    jobId: z.string(),
    report: reportName,
    format: fileFormat,
    language,
    state: z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']),
    /** Rows written, of how many; the number is known once the work has begun. */
    progress: z.object({ done: count, total: count.nullable() }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    /** There once it is done. `url` is a path below the gateway. */
    file: z.object({ name: z.string(), mediaType: z.string(), bytes: count, url: z.string() }).nullable(),
    /** `too-many-rows`: choose CSV or a shorter period. `failed`: our fault. */
    fault: z.enum(['too-many-rows', 'failed']).nullable(),
  })
  .meta({ id: 'ReportJob' });
export type Job = z.infer<typeof job>;

/** GET /tables/{report}: a report as its file would be, for a screen. */
export const tableQuery = z.strictObject({
  ...scopeQuery,
  groupBy: groupBy.optional(),
  language: language.default('fr'),
});
/** POST /custom */
export const customRequest = z.strictObject({
  ...scopeQuery,
  custom: customReport,
  language: language.default('fr'),
});
const cell = z.union([z.string(), z.number(), z.null()]);
/**
 * What GET /documents is asked for the documents that a row sums, but store and channel of the report itself. Of what lies somewhere,
 * `locationId` and `productId`: what Inventory's GET /movements is asked.
 */
const behind = z.record(z.string(), z.string());
export type Behind = z.infer<typeof behind>;

export const reportTable = z
  .object({
    asOf: z.iso.datetime(),
    report: reportName,
    title: z.string(),
    /** What was asked, in words: period, store, channel. */
    facts: z.array(z.string()),
    columns: z.array(
      z.object({
        key: z.string(),
        header: z.string(),
        kind: z.enum(['text', 'money', 'integer', 'quantity', 'ratio', 'date']),
      }),
    ),
    /** In the order of the columns; money in minor units. The first thousand: a file has them all. */
    rows: z.array(z.array(cell)),
    rowCount: count,
    totals: z.array(cell).nullable(),
    /** Of each row; null, or not told at all, where no list of documents is what it sums. */
    behind: z.array(behind.nullable()).optional(),
  })
  .meta({ id: 'ReportTable' });
export type ReportTable = z.infer<typeof reportTable>;

const accountNumber = z.string().trim().min(1).max(20);
/** GET and PUT /accounts: the numbers of the ledger's accounts. A tax that is not told has the number of `taxes`. */
export const accounts = z
  .strictObject({
    accounts: z.array(z.strictObject({ role: z.enum(accountRoles), number: accountNumber })).max(100),
    taxes: z.array(z.strictObject({ code: id, number: accountNumber })).max(100),
  })
  .meta({ id: 'LedgerAccounts' });
export type Accounts = z.infer<typeof accounts>;

/** GET /reconciliation: where our figures are not those of the ledgers, found twice in a row. */
export const reconciliation = z
  .object({
    /** Null: not compared yet. */
    last: z
      .object({ from: businessDate, to: businessDate, figures: count, endedAt: z.iso.datetime() })
      .nullable(),
    differences: z.array(
      z.object({
        ledger: z.enum(['sales', 'order', 'inventory']),
        /** Null: of no day, as stock. */
        day: businessDate.nullable(),
        storeId: z.string(),
        what: z.enum(['documents', 'total', 'tax', 'refunds', 'on-hand']),
        /** Minor units; of `documents` a number, of `on-hand` thousandths of a piece. */
        theirs: z.number(),
        ours: z.number(),
        since: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof reconciliation>;

/** GET /readings: `by` a person, of a report, between two instants. */
export const readingsQuery = z.strictObject({
  ...listQuery,
  by: id.optional(),
  report: id.optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export const reading = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    /** Null: whoever had a mailed link. */
    by: z.string().nullable(),
    /** `dashboard`, `sales/consolidated`, `generate` (a file was asked for), `jobs/file` (it was fetched), `live`, `sent` … */
    report: z.string(),
    parameters: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ReportReading' });
export type Reading = z.infer<typeof reading>;

export const shopEvents = z.strictObject({
  /** Without the visitor's consent nothing may be sent here. */
  consent: z.literal(true),
  /** Random, forgotten by the browser when the visit ends. */
  visitId: z.uuid(),
  events: z
    .array(
      z.strictObject({
        type: z.enum(['view', 'add', 'begin-checkout']),
        productId: id.optional(),
      }),
    )
    .min(1)
    .max(50),
});

/** The client sends `watch` with a query (answered by one `dashboard` at once); `dashboard` comes at most once a second, on change. */
export type LiveEvents = {
  dashboard: (told: Dashboard) => void;
  /** Some alert has begun, ended, or been taken note of: ask anew. */
  alerts: () => void;
};

export type {
  Alert,
  AlertCounts,
  AlertKind,
  AlertPreview,
  AlertPreviewRequest,
  AlertRule,
  NewAlertRule,
} from './alerts/api.ts';
export type LiveCalls = { watch: (query: DashboardQuery) => void };

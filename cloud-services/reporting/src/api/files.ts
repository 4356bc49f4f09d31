/** Reports as files and as tables: what is asked for, what is planned, how far it is. */
import { z } from 'zod';
import { customReport } from '../custom/api.ts';
import { parseCron } from '../schedules/cron.ts';
import { nextRun } from '../schedules/next-run.ts';
import { isTimeZone } from '../schedules/zone.ts';
import { groupBy } from './dashboards.ts';
import { count, scopeQuery } from './fields.ts';

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

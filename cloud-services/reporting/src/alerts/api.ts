/** The HTTP bodies of alerts under `/api/v1/reports`: rules, what they found, and what a rule would have found. */
import { businessDate } from '@comptoir/pricing/contract';
import { listQuery } from '@comptoir/service-kit/http/list';
import { phone } from '@comptoir/service-kit/phone';
import { z } from 'zod';

/** What is watched, and what `threshold` then is. */
export const alertKind = z.enum([
  /** Of the shop: percent by which orders by visit are below those of the 28 days before. */
  'conversion-drop',
  /** Of the shop: percent of the visits that put something into a cart and did not begin to pay. */
  'cart-abandonment',
  /** Of a store: percent by which its day is above or below the mean of the same weekday of the 4 weeks before, up to the same hour. */
  'sales-off',
  /** Of a register: minor units by which a count of its drawer was over or short. */
  'cash-difference',
  /** Of a store: one of so many best sellers of the last 28 days has run out. */
  'stock-out',
  /** Of a store: minutes without a sign of its server. */
  'edge-silent',
  /** Of a ledger's day in a store: by how much Reporting differs from it, in minor units, documents or thousandths of a piece. */
  'reconciliation-off',
]);
export type AlertKind = z.infer<typeof alertKind>;

/** Least and greatest threshold of each kind. */
export const thresholdLimits: Readonly<Record<AlertKind, readonly [number, number]>> = {
  'conversion-drop': [1, 99],
  'cart-abandonment': [1, 99],
  'sales-off': [5, 500],
  'cash-difference': [1, 100_000_00],
  'stock-out': [1, 100],
  'edge-silent': [2, 10_080],
  'reconciliation-off': [1, 100_000_00],
};

const id = z.string().min(1).max(100);
const recipientsMax = 20;
const judged = {
  kind: alertKind,
  threshold: z.int(),
  /** Of these stores alone; null: of all. The shop has none. */
  storeIds: z.array(id).min(1).max(500).nullable().default(null),
};
const withinLimits = {
  check: ({ kind, threshold }: Readonly<{ kind: AlertKind; threshold: number }>) =>
    thresholdLimits[kind][0] <= threshold && threshold <= thresholdLimits[kind][1],
  fault: { path: ['threshold'], message: 'is out of the range of its kind' },
};

export const newAlertRule = z
  .strictObject({
    ...judged,
    name: z.string().trim().min(1).max(80),
    isOn: z.boolean().default(true),
    /** Of messages. */
    language: z.enum(['fr', 'en']).default('fr'),
    mails: z.array(z.email().max(254)).max(recipientsMax).default([]),
    sms: z.array(phone).max(recipientsMax).default([]),
    /** Each is POSTed what is told, signed with `webhookSecret`. */
    webhooks: z
      .array(z.url({ protocol: /^https?$/ }).max(500))
      .max(5)
      .default([]),
  })
  .refine(withinLimits.check, withinLimits.fault);
export type NewAlertRule = z.infer<typeof newAlertRule>;

export const alertRule = z
  .object({
    ruleId: z.string(),
    name: z.string(),
    ...judged,
    storeIds: z.array(z.string()).nullable(),
    isOn: z.boolean(),
    language: z.enum(['fr', 'en']),
    mails: z.array(z.string()),
    sms: z.array(z.string()),
    webhooks: z.array(z.string()),
    webhookSecret: z.string(),
    createdBy: z.string(),
    /** Now. */
    open: z.int(),
  })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof alertRule>;

export const alertPreviewRequest = z.strictObject(judged).refine(withinLimits.check, withinLimits.fault);
export type AlertPreviewRequest = z.infer<typeof alertPreviewRequest>;

const found = {
  storeId: z.string().nullable(),
  store: z.string().nullable(),
  product: z.object({ productId: z.string(), sku: z.string(), fr: z.string(), en: z.string() }).nullable(),
  registerId: z.string().nullable(),
  /** Ratios of 1, minor units, quantity or minutes, by kind. */
  value: z.number(),
  /** What it was compared with; null where there is no such thing. */
  expected: z.number().nullable(),
};

export const alertPreview = z
  .object({
    from: businessDate,
    to: businessDate,
    /** Of what is only known since we watch it, the first day; null: all of the period is known. */
    knownSince: businessDate.nullable(),
    /** Notices that would have been told. */
    times: z.int(),
    /** The latest of them. */
    examples: z.array(z.object({ at: z.iso.datetime(), ...found })),
  })
  .meta({ id: 'AlertPreview' });
export type AlertPreview = z.infer<typeof alertPreview>;

export const alert = z
  .object({
    alertId: z.string(),
    ruleId: z.string(),
    rule: z.string(),
    kind: alertKind,
    threshold: z.int(),
    ...found,
    /** As people call it; null: of no register, or its number was not told. */
    register: z.string().nullable(),
    beganAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    snoozedUntil: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof alert>;

export const alertsQuery = z.strictObject({
  ...listQuery,
  state: z.enum(['open', 'all']).default('open'),
});
/** `unread`: open, of nobody's knowledge yet, and not put off. */
export const alertCounts = z.object({ open: z.int(), unread: z.int() }).meta({ id: 'AlertCounts' });
export type AlertCounts = z.infer<typeof alertCounts>;

const snoozeDaysMax = 30;
export const snoozeRequest = z.strictObject({
  minutes: z
    .int()
    .min(5)
    .max(snoozeDaysMax * 24 * 60),
});

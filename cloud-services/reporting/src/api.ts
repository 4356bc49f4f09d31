/**
 * The HTTP bodies of Reporting under `/api/v1/reports`, and the event of its live socket (socket.io, path `/api/v1/reports/live`, staff
 * token in `auth.token`). Web apps import the types from here. Amounts are minor units of `currency`; ratios are decimal texts.
 */
import { listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import type { Dashboard, DashboardQuery } from './api/dashboards.ts';
import { id } from './api/fields.ts';

export * from './api/books.ts';
export * from './api/dashboards.ts';
export { scopeQuery } from './api/fields.ts';
export * from './api/files.ts';
export type { CustomReport, Dimension, Measure, SavedReport, SaveRequest } from './custom/api.ts';

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

/** The plain values that the engine's forms are made of. */
// The whole namespace: bundlers drop what is unused of it, but keep all of the object `z` (370 kB more in a browser).
import * as z from 'zod';

/** `'2'`, `'0.345'`, `'-1'`: at most 9 digits before the point and 4 behind it. */
export const decimalString = z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/);
export type DecimalString = z.infer<typeof decimalString>;

/** A store's local calendar day, `YYYY-MM-DD`; never derived from UTC. */
export const businessDate = z.iso.date();
export type BusinessDate = z.infer<typeof businessDate>;

/** RFC 3339 in UTC, e.g. `2026-11-24T13:00:00.000Z`. */
export const instant = z.iso.datetime();
export type Instant = z.infer<typeof instant>;

/** ISO 4217 alphabetic code. */
export const currency = z.enum(['CAD', 'USD', 'EUR', 'CHF', 'DKK', 'SEK', 'HUF', 'JPY', 'TND']);
export type Currency = z.infer<typeof currency>;

/** Integer minor units within ±2^53. */
export const amountMinor = z.int();

/** Money wherever it is not inside a priced basket. */
export const money = z.strictObject({ amountMinor, currency });
export type Money = z.infer<typeof money>;

export const channel = z.enum(['pos', 'web']);
export type Channel = z.infer<typeof channel>;

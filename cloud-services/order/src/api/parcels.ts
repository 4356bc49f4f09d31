/** Parcels with a carrier. */
import { z } from 'zod';
import { minor, text } from './fields.ts';

export const shipment = z.strictObject({
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  url: z.string().nullable(),
  shippedAt: z.iso.datetime(),
});

/** POST /{id}/parcels */
export const parcelRequest = z.strictObject({
  service: text(40),
  weightGrams: z.int().positive().max(30_000),
});

export const ratesQuery = z.strictObject({ weightGrams: z.coerce.number().int().positive().max(30_000) });

export const ratesView = z.object({
  /** As people know it. */
  carrier: z.string(),
  /** None: it does not go there. */
  rates: z.array(z.object({ service: z.string(), priceMinor: minor, days: z.int() })),
});

export type ParcelRates = z.infer<typeof ratesView>;

/** Where a parcel is; carriers tell it in their own words. */
export const parcelStatus = z.enum([
  'created',
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'delivered',
  'exception',
  'voided',
]);
export type ParcelStatus = z.infer<typeof parcelStatus>;

export const parcelView = z
  .object({
    id: z.string(),
    /** `asked`: the carrier has not answered yet. */
    state: z.enum(['asked', 'booked', 'cancelled']),
    isReturn: z.boolean(),
    service: z.string(),
    weightGrams: z.int(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    /** What the carrier wants for it; told to staff alone. */
    priceMinor: minor.nullable(),
    /** Where it was seen, oldest first. */
    scans: z.array(z.object({ status: parcelStatus, at: z.iso.datetime(), place: z.string() })),
  })
  .meta({ id: 'Parcel' });

/** Parcels with a carrier. */
import { z } from 'zod';
import { minor, text } from './fields.ts';

export const shipment = z.strictObject({
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  url: z.string().nullable(),
  shippedAt: z.iso.datetime(),
  /** Of an order that several places send: which of them. */
  locationId: z.string().optional(),
});

/** POST /{id}/parcels */
export const parcelRequest = z.strictObject({
  service: text(40),
  weightGrams: z.int().positive().max(30_000),
  /** Of an order that several places send: which of them; needed unless the caller is of one of them alone. */
  locationId: z.string().min(1).optional(),
});

export const ratesQuery = z.strictObject({
  weightGrams: z.coerce.number().int().positive().max(30_000),
  locationId: z.string().min(1).optional(),
});

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
    /** The place that sends it; null: it comes back, or nobody wrote it down. */
    locationId: z.string().nullable(),
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

/** What head office writes of stores, and what everybody is told of them. */
import { storeConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';

/** Decimal degrees. Source: WGS 84. */
export const coordinates = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type Coordinates = z.infer<typeof coordinates>;

/** Of the store's own clock. */
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be like 09:00');
const openFromTo = z
  .strictObject({ from: clock, to: clock })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' });
export type OpenFromTo = z.infer<typeof openFromTo>;

export const openingHours = z
  .strictObject({
    /** From Monday to Sunday; null: closed. Source: ISO 8601. */
    week: z.array(openFromTo.nullable()).length(7),
    /** Whether the week counts on holidays of its province too; else it is closed on them. */
    onHolidays: z.boolean(),
    /** Days that are not as their weekday, nor as their holiday. */
    exceptions: z.array(z.strictObject({ day: z.iso.date(), hours: openFromTo.nullable() })).max(100),
  })
  .meta({ id: 'OpeningHours' });
export type OpeningHours = z.infer<typeof openingHours>;

/** From the one moment until the other. */
export const opening = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() });
export type Opening = z.infer<typeof opening>;

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const place = {
  kind: z.enum(['store', 'warehouse']),
  /** Null: nobody has said where it is. */
  coordinates: coordinates.nullable(),
  /** Null: nobody has said when it is open. */
  hours: openingHours.nullable(),
};

/** PUT /stores/{id} */
export const storeInput = storeConfiguration
  .extend({
    name: z.string().trim().min(1).max(80),
    address: z.array(z.string().trim().min(1).max(80)).min(1).max(6),
    timeZone: z.string().refine(isTimeZone, 'must be a time zone, like America/Toronto'),
    kind: place.kind.default('store'),
    coordinates: place.coordinates.default(null),
    hours: place.hours.default(null),
  })
  .meta({ id: 'StoreInput' });
export type StoreInput = z.infer<typeof storeInput>;

/** GET /stores/{id}, and an item of GET /stores */
export const storeAnswer = storeConfiguration
  .extend({
    ...place,
    version: z.int(),
    /** At this moment; null: nobody has said when it is open. */
    isOpen: z.boolean().nullable(),
  })
  .meta({ id: 'Store' });
export type StoreAnswer = z.infer<typeof storeAnswer>;

/** GET /stores/{id}/changes, newest first. */
export const storeChanges = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      at: z.iso.datetime(),
      /** Id of a member of the staff. */
      by: z.string(),
      changes: z.array(z.object({ field: z.string(), before: z.json(), after: z.json() })),
    }),
  ),
  nextCursor: z.null(),
});
export type StoreChanges = z.infer<typeof storeChanges>;

/** GET /public/stores: what anybody may know of a store. */
export const publicStores = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      address: z.array(z.string()),
      phone: z.string(),
      ...{ coordinates: place.coordinates, hours: place.hours },
    }),
  ),
  nextCursor: z.null(),
});
export type PublicStores = z.infer<typeof publicStores>;

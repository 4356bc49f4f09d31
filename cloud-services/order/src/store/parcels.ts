/** Parcels in PostgreSQL: asked for, then booked with a carrier; and where each was seen, once a scan. */
import type { Tx } from '@comptoir/service-kit';
import type { ParcelStatus } from '../api.ts';
import type { Booked, Scan } from '../carrier/carrier.ts';
import type { Reader } from './reader.ts';

export type Parcel = Readonly<{
  id: string;
  orderId: string;
  /** What comes back in it; null: it goes out. */
  returnId: string | null;
  /** Which place sends it; null: from before it was kept, or it comes back. */
  locationId: string | null;
  state: 'asked' | 'booked' | 'cancelled';
  carrier: string;
  service: string;
  weightGrams: number;
  /** Grows with each label that the carrier lost: the parcel is booked anew under another reference. */
  attempt: number;
  carrierId: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  priceMinor: number | null;
  askedAt: Date;
  scans: readonly Readonly<{ sequence: number; status: ParcelStatus; at: string; place: string }>[];
}>;

const columns = `p.id, p.order_id as "orderId", p.return_id as "returnId", p.location_id as "locationId", p.state, p.carrier, p.service, p.weight_grams as "weightGrams",
  p.attempt, p.carrier_id as "carrierId", p.tracking_number as "trackingNumber", p.tracking_url as "trackingUrl",
  p.price_minor::float8 as "priceMinor", p.asked_at as "askedAt", (
    select coalesce(jsonb_agg(jsonb_build_object('sequence', s.sequence, 'status', s.status, 'at', s.at, 'place', s.place)
      order by s.sequence), '[]') from parcel_scan s where s.parcel_id = p.id) as scans`;

export const parcelsOf = (from: Reader, orderId: string): Promise<Parcel[]> =>
  from.query(`select ${columns} from parcel p where p.order_id = $1 order by p.asked_at, p.id`, [orderId]);

export async function findParcel(from: Reader, id: string): Promise<Parcel | undefined> {
  const rows: Parcel[] = await from.query(`select ${columns} from parcel p where p.id = $1`, [id]);
  return rows[0];
}

export async function parcelOfCarrier(
  from: Reader,
  carrier: string,
  carrierId: string,
): Promise<Parcel | undefined> {
  const rows: Parcel[] = await from.query(
    `select ${columns} from parcel p where p.carrier = $1 and p.carrier_id = $2`,
    [carrier, carrierId],
  );
  return rows[0];
}

export async function labelOf(from: Reader, id: string): Promise<Buffer | null> {
  const rows: { label: Buffer | null }[] = await from.query('select label from parcel where id = $1', [id]);
  return rows[0]?.label ?? null;
}

export type NewParcel = Pick<
  Parcel,
  'id' | 'orderId' | 'returnId' | 'locationId' | 'carrier' | 'service' | 'weightGrams'
>;

export const insertParcel = (tx: Tx, parcel: NewParcel, by: string): Promise<unknown> =>
  tx.query(
    `insert into parcel (id, order_id, return_id, location_id, carrier, service, weight_grams, asked_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[parcel.id, parcel.orderId, parcel.returnId, parcel.locationId],
      ...[parcel.carrier, parcel.service, parcel.weightGrams, by],
    ],
  );

export const nextAttempt = (from: Reader, { id, attempt }: Parcel): Promise<unknown> =>
  from.query('update parcel set attempt = $2 where id = $1 and attempt < $2', [id, attempt + 1]);

export const recordBooked = (tx: Tx, id: string, booked: Booked, label: Buffer): Promise<unknown> =>
  tx.query(
    `update parcel set state = 'booked', carrier_id = $2, tracking_number = $3, tracking_url = $4, price_minor = $5, label = $6
     where id = $1 and state = 'asked'`,
    [id, booked.id, booked.trackingNumber, booked.trackingUrl, booked.priceMinor, label],
  );

/**
 * @param locationId undefined: those of all places.
 * @returns the parcels that are not needed any more.
 */
export async function cancelParcels(tx: Tx, orderId: string, locationId?: string): Promise<string[]> {
  const [rows]: [{ id: string }[]] = await tx.query(
    `update parcel set state = 'cancelled' where order_id = $1 and return_id is null and state <> 'cancelled'
     and ($2::text is null or location_id = $2) returning id`,
    [orderId, locationId ?? null],
  );
  return rows.map(({ id }) => id);
}

/** What was seen before changes nothing. @returns how many are new. */
export async function insertScans(tx: Tx, parcelId: string, scans: readonly Scan[]): Promise<number> {
  const rows: unknown[] = await tx.query(
    `insert into parcel_scan (parcel_id, sequence, status, at, place)
     select $1, * from unnest($2::int[], $3::text[], $4::timestamptz[], $5::text[]) on conflict do nothing returning sequence`,
    [
      parcelId,
      scans.map(({ sequence }) => sequence),
      scans.map(({ status }) => status),
      scans.map(({ at }) => at.toISOString()),
      scans.map(({ place }) => place),
    ],
  );
  return rows.length;
}

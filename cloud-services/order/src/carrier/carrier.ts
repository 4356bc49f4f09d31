/**
 * What Order wants of whoever carries parcels; adapters say it in their carrier's words. Money is integer minor units, weight grams.
 * A call that was sent and not answered throws `CarrierSilent`: the same call, with the same reference, finds out.
 */
import type { Address, ParcelStatus } from '../api.ts';

/** `sequence` grows by one a scan, so that what comes late or twice is known. */
export type Scan = Readonly<{ sequence: number; status: ParcelStatus; at: Date; place: string }>;

export type Rate = Readonly<{ service: string; priceMinor: number; days: number }>;

export type Place = Pick<Address, 'country' | 'postalCode'>;
/** `timeoutMs`: for whom nobody waits as long as for a label. */
export type RateAsked = Readonly<{ from: Place; to: Place; weightGrams: number; timeoutMs?: number }>;

export type Wanted = Readonly<{
  /** Our own name for it: two calls with one reference are one parcel. */
  reference: string;
  service: string;
  from: Address;
  to: Address;
  weightGrams: number;
  isReturn: boolean;
  /** Printed on the label. */
  note: string;
}>;

export type Booked = Readonly<{
  /** The carrier's name for it. */
  id: string;
  trackingNumber: string;
  trackingUrl: string;
  priceMinor: number;
  scans: readonly Scan[];
}>;

/** What a webhook says of a parcel; signed, and taken as it is: nothing of it costs money. */
export type Tracked = Readonly<{ id: string; scan: Scan }>;

export type Carrier = Readonly<{
  name: string;
  /** As people know it. */
  title: string;
  /** @returns nothing for where nobody drives. */
  rates(asked: RateAsked): Promise<readonly Rate[]>;
  /** @throws CarrierRefused for what it will never carry. */
  book(wanted: Wanted): Promise<Booked>;
  read(id: string): Promise<Booked>;
  /** @returns null for a label that the carrier has lost: the parcel is to be booked anew. */
  label(id: string): Promise<Buffer | null>;
  /** A parcel that nobody gave it. What is on its way already stays. */
  cancel(id: string): Promise<void>;
  /** @throws TrackingRefused for what the carrier did not sign, or signed long ago. */
  readWebhook(payload: Buffer, headers: Readonly<Record<string, string | string[] | undefined>>): Tracked;
}>;

export class CarrierSilent extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CarrierSilent';
  }
}

/** The carrier understood and will never do this: a person has to look. */
export class CarrierRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'CarrierRefused';
    this.code = code;
  }
}

export class TrackingRefused extends Error {
  readonly reason: 'forged' | 'too-old' | 'malformed';
  constructor(reason: TrackingRefused['reason']) {
    super(`tracking refused: ${reason}`);
    this.name = 'TrackingRefused';
    this.reason = reason;
  }
}

/** No call to a carrier may take longer; then its answer counts as lost. */
export const carrierTimeoutMs = 8_000;

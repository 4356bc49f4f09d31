/** The parcels that the carrier knows, and where they are. In memory, and in a file if told, one line a change. */
import { randomBytes, randomInt } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export const statuses = [
  'created',
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'delivered',
  'exception',
  'voided',
] as const;
export type Status = (typeof statuses)[number];

export const address = z.object({
  name: z.string().min(1).max(120),
  lines: z.array(z.string().max(120)).min(1).max(3),
  city: z.string().max(80),
  region: z.string().max(3),
  postalCode: z.string().max(12),
  country: z.string().length(2),
  phone: z.string().max(20).optional(),
});

export type Scan = Readonly<{ sequence: number; status: Status; at: string; place: string }>;
export type Parcel = Readonly<{
  id: string;
  /** The shop's own name for it: two of one name are one. */
  reference: string;
  trackingNumber: string;
  service: string;
  from: z.infer<typeof address>;
  to: z.infer<typeof address>;
  weightGrams: number;
  isReturn: boolean;
  /** The shop's own words on the label; those of a file of before have none. */
  note?: string;
  priceMinor: number;
  scans: readonly Scan[];
}>;

export const statusOf = ({ scans }: Parcel): Status => scans.at(-1)?.status ?? 'created';

const placeOf: Readonly<Record<Status, (parcel: Parcel) => string>> = {
  created: ({ from }) => from.city,
  'picked-up': ({ from }) => from.city,
  'in-transit': () => 'Centre de tri',
  'out-for-delivery': ({ to }) => to.city,
  delivered: ({ to }) => to.city,
  exception: ({ to }) => to.city,
  voided: ({ from }) => from.city,
};

export class Parcels {
  readonly #kept = new Map<string, Parcel>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file && existsSync(file))
      for (const line of readFileSync(file, 'utf8').split('\n').filter(wholeLine)) {
        const parcel = JSON.parse(line) as Parcel;
        this.#kept.set(parcel.id, parcel);
      }
  }
  get = (id: string): Parcel | undefined => this.#kept.get(id);
  byReference = (reference: string): Parcel | undefined =>
    [...this.#kept.values()].find((parcel) => parcel.reference === reference);
  byNumber = (number: string): Parcel | undefined =>
    [...this.#kept.values()].find(({ trackingNumber }) => trackingNumber === number);
  /** Newest first. */
  list = (): Parcel[] => [...this.#kept.values()].reverse();

  create(told: Omit<Parcel, 'id' | 'trackingNumber' | 'scans'>): Parcel {
    const trackingNumber = `CL${String(randomInt(1e9)).padStart(9, '0')}CA`;
    const parcel = { ...told, id: `par_${randomBytes(9).toString('hex')}`, trackingNumber, scans: [] };
    return this.scan(parcel, 'created');
  }
  scan(parcel: Parcel, status: Status): Parcel {
    const at = new Date().toISOString();
    const scan = { sequence: parcel.scans.length + 1, status, at, place: placeOf[status](parcel) };
    const next = { ...parcel, scans: [...parcel.scans, scan] };
    this.#kept.set(parcel.id, next);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(next)}\n`);
    return next;
  }
}

/** The last line may have been cut by a kill. */
const wholeLine = (line: string) => line.endsWith(']}');

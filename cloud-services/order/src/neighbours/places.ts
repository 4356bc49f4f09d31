/** What Order asks of Sales about the place that a parcel leaves from, or where an order is collected. */
import {
  type Neighbour,
  NeighbourRefused,
  NeighbourSilent,
} from '@comptoir/service-kit/neighbours/neighbour';
import { phone as phoneNumber } from '@comptoir/service-kit/phone';
import { z } from 'zod';
import { type Address, address, type Slot, slot } from '../api.ts';

/** Source: sales, README, `GET /internal/sales/places/{id}`. Fields that we do not use may be added. */
const told = z.object({
  name: z.string(),
  address: z.array(z.string()),
  phone: z.string(),
  jurisdiction: z.string(),
  /** Of the next two months; null: nobody has said when it is open. */
  openings: z.array(slot).nullable().default(null),
});
type Told = z.infer<typeof told>;

export type Places = ReturnType<typeof createPlaces>;

/** Hours change seldom, and slots are looked at many times before one is chosen. */
const keptMs = 60_000;

export function createPlaces(sales: Neighbour) {
  const kept = new Map<string, Readonly<{ openings: readonly Slot[] | null; untilMs: number }>>();

  /** @returns undefined for a place that is not known. @throws NeighbourSilent */
  async function placeOf(locationId: string): Promise<Told | undefined> {
    try {
      return await sales.call(told, `/internal/sales/places/${encodeURIComponent(locationId)}`);
    } catch (error) {
      if (error instanceof NeighbourRefused && error.status === 404) return undefined;
      throw error;
    }
  }
  return {
    /** @returns undefined for a place that is not known, or whose address no carrier would read. @throws NeighbourSilent */
    async sender(locationId: string): Promise<Address | undefined> {
      const place = await placeOf(locationId);
      return place && senderOf(place);
    },
    /** At this moment; false where nobody knows. @throws NeighbourSilent */
    async isOpen(locationId: string): Promise<boolean> {
      const at = new Date().toISOString();
      const openings = (await placeOf(locationId))?.openings ?? [];
      return openings.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
    },
    /** @returns null where nobody has said when it is open, or who knows is silent: no sale waits for that. */
    async openings(locationId: string): Promise<readonly Slot[] | null> {
      const known = kept.get(locationId);
      if (known && known.untilMs > Date.now()) return known.openings;
      try {
        const place = await placeOf(locationId);
        if (!place) return null;
        kept.set(locationId, { openings: place.openings, untilMs: Date.now() + keptMs });
        return place.openings;
      } catch (error) {
        if (error instanceof NeighbourSilent) return known?.openings ?? null;
        throw error;
      }
    },
  };
}

/** `Montréal (Québec)  H2J 1Y0`: a store's last line, as Canada Post has it. */
const lastLine = /^(?<city>[^(,]+?)\s*(?:[(,].*?)?\s+(?<code>[A-Z]\d[A-Z]\s?\d[A-Z]\d)$/;

/** A store's lines, as a carrier wants them. */
export function senderOf({
  name,
  address: lines,
  phone,
  jurisdiction,
}: Omit<Told, 'openings'>): Address | undefined {
  const last = lastLine.exec(lines.at(-1)?.trim() ?? '')?.groups;
  const [country, region] = jurisdiction.split('-');
  const number = phoneNumber.safeParse(phone);
  const read = address.safeParse({
    recipient: name,
    lines: lines.slice(0, -1),
    city: last?.city,
    region,
    postalCode: last?.code,
    country,
    ...(number.success ? { phone: number.data } : {}),
  });
  return read.success ? read.data : undefined;
}

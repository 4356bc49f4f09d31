/** What Order asks of Sales about the place that a parcel leaves from, or where an order is collected. */
import { type Neighbour, NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { phone as phoneNumber } from '@comptoir/service-kit/phone';
import { z } from 'zod';
import { type Address, address } from '../api.ts';

/** Source: sales, README, `GET /internal/sales/places/{id}`. Fields that we do not use may be added. */
const told = z.object({
  name: z.string(),
  address: z.array(z.string()),
  phone: z.string(),
  jurisdiction: z.string(),
  /** Null: nobody has said when it is open. */
  isOpen: z.boolean().nullable().default(null),
});
type Told = z.infer<typeof told>;

export type Places = ReturnType<typeof createPlaces>;

export function createPlaces(sales: Neighbour) {
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
    isOpen: async (locationId: string): Promise<boolean> => (await placeOf(locationId))?.isOpen ?? false,
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
}: Omit<Told, 'isOpen'>): Address | undefined {
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

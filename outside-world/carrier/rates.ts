/** What a parcel costs: by how far it goes and what it weighs. Invented figures of a plausible size. Pure. */
export type Service = 'regular' | 'express';

/** By the first letter of a Canadian postal code. Source: Canada Post, Addressing Guidelines, postal districts. */
const districts = [
  { zone: 1, letters: 'HJG' },
  { zone: 2, letters: 'KLMNP' },
  { zone: 3, letters: 'ABCE' },
  { zone: 4, letters: 'RSTV' },
  { zone: 5, letters: 'XY' },
] as const;
const baseMinor = { 1: 1_095, 2: 1_295, 3: 1_495, 4: 1_695, 5: 3_295 } as const;
/** For each begun 500 g beyond the first kilogram. */
const stepMinor = { 1: 95, 2: 125, 3: 155, 4: 185, 5: 395 } as const;
const days = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 9 } as const;

export const gramsMax = 30_000;

type Place = Readonly<{ country: string; postalCode: string }>;

type Zone = (typeof districts)[number]['zone'];

const zoneAt = ({ country, postalCode }: Place): Zone | undefined => {
  const letter = postalCode.trim().charAt(0).toUpperCase();
  if (country !== 'CA' || letter === '') return undefined;
  return districts.find(({ letters }) => letters.includes(letter))?.zone;
};

/** As districts lie one behind the other, seen from Montréal; who sends within one pays for the nearest. */
function zoneBetween(from: Zone, to: Zone): Zone | undefined {
  if (from === 1) return to;
  if (to === 1) return from;
  const apart = Math.max(1, Math.abs(from - to));
  return districts.find(({ zone }) => zone === apart)?.zone;
}

/** @param from absent: the warehouse of Montréal. @returns undefined for where nobody drives. */
export function ratesTo(to: Place, grams: number, from: Place = { country: 'CA', postalCode: 'H2T 3B2' }) {
  const [start, end] = [zoneAt(from), zoneAt(to)];
  const zone = start && end && zoneBetween(start, end);
  if (!zone) return undefined;
  const steps = Math.max(0, Math.ceil((grams - 1_000) / 500));
  const regularMinor = baseMinor[zone] + steps * stepMinor[zone];
  return [
    { service: 'regular' as const, zone, priceMinor: regularMinor, currency: 'CAD', days: days[zone] },
    {
      ...{ service: 'express' as const, zone, priceMinor: Math.round(regularMinor * 1.8), currency: 'CAD' },
      days: Math.max(1, Math.ceil(days[zone] / 2)),
    },
  ];
}

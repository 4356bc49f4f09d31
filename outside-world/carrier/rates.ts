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

/** @returns undefined for where nobody drives. */
export function ratesTo(country: string, postalCode: string, grams: number) {
  const letter = postalCode.trim().charAt(0).toUpperCase();
  const found = country === 'CA' ? districts.find(({ letters }) => letters.includes(letter)) : undefined;
  if (!found || letter === '') return undefined;
  const { zone } = found;
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

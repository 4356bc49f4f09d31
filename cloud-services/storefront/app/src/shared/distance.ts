/** How far it is from here to there, as the crow flies. Pure. */

/** Decimal degrees. Source: WGS 84. */
export type Coordinates = Readonly<{ latitude: number; longitude: number }>;

/** Mean radius of the Earth. Source: IUGG, R1. */
const earthKm = 6371.009;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along a great circle. Source: haversine formula; good to half a percent, since the Earth is no sphere. */
export function kilometresBetween(one: Coordinates, other: Coordinates): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const chord =
    half(other.latitude - one.latitude) +
    Math.cos(radians(one.latitude)) *
      Math.cos(radians(other.latitude)) *
      half(other.longitude - one.longitude);
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Beyond any place on Earth. */
const unknownKm = 1e6;

export type Placed = Readonly<{ coordinates: Coordinates | null }>;

/** @returns the nearest first, each with its distance; in the order given, and without, where nobody knows from where. */
export function byDistance<P extends Placed>(
  places: readonly P[],
  here: Coordinates | null,
): readonly (P & Readonly<{ kilometres: number | null }>)[] {
  return places
    .map((place) => ({
      ...place,
      kilometres: here && place.coordinates ? kilometresBetween(here, place.coordinates) : null,
    }))
    .toSorted((one, other) => (one.kilometres ?? unknownKm) - (other.kilometres ?? unknownKm));
}

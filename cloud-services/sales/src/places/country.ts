/** Whether a place can lie where its taxes say that it does. Pure. */
import type { Coordinates } from './api.ts';

/**
 * A frame around the land of a country, by the beginning of a jurisdiction: whoever swaps the two numbers, or forgets the minus, is outside.
 * Source: Natural Resources Canada, extreme points: Middle Island, Cape Columbia, Cape Spear, the border of Yukon.
 */
const frames: Readonly<
  Record<string, Readonly<{ south: number; north: number; west: number; east: number }>>
> = { CA: { south: 41.68, north: 83.12, west: -141.01, east: -52.61 } };

/** A country that is not known has no frame. */
export function canLieIn(jurisdiction: string, { latitude, longitude }: Coordinates): boolean {
  const frame = frames[jurisdiction.slice(0, 2)];
  if (!frame) return true;
  const { south, north, west, east } = frame;
  return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
}

/**
 * Clocks on walls. A wall time is what the clock of a zone shows, as milliseconds of UTC that show the same: `08:00` is eight o'clock
 * there. Pure but for the zones that Node knows.
 */
import { utcOffsetMinutes } from '@comptoir/pricing';

const dayMs = 86_400_000;

export function isTimeZone(name: string): boolean {
  try {
    return Number.isFinite(aheadAt(name, 0));
  } catch {
    return false;
  }
}

/** How far the clock is ahead of UTC. @throws RangeError for a zone that there is not. */
const aheadAt = (timeZone: string, instant: number): number =>
  utcOffsetMinutes(new Date(instant), timeZone) * 60_000;

/** What the clock shows at an instant, to the second. */
export const wallAt = (timeZone: string, instant: number): number =>
  Math.floor(instant / 1_000) * 1_000 + aheadAt(timeZone, instant);

/** What the clock of a zone does around one day. */
type Day = Readonly<{
  /** The instants at which the clock shows it: one, two where it was set back, none where it was set forward. */
  instantsOf(wall: number): readonly number[];
  /** Of a time that the clock skips: as much later as it skips. Source: TC39 Temporal, disambiguation "compatible". */
  insteadOf(wall: number): number;
}>;

/** @param day its midnight, as a wall time. */
export function dayOf(timeZone: string, day: number): Day {
  // No zone changes its clock twice within these three days.
  const [before, after] = [aheadAt(timeZone, day - dayMs), aheadAt(timeZone, day + 2 * dayMs)];
  const shows = (instant: number, wall: number) => wallAt(timeZone, instant) === wall;
  return {
    instantsOf: (wall) =>
      before === after
        ? [wall - before]
        : [wall - before, wall - after].sort((a, b) => a - b).filter((instant) => shows(instant, wall)),
    insteadOf: (wall) => wall - before,
  };
}

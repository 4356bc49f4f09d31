/**
 * Clocks on walls. A wall time is what the clock of a zone shows, as milliseconds of UTC that show the same: `08:00` is eight o'clock
 * there. Pure but for the zones that Node knows.
 */

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** @throws RangeError for a zone that there is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** What the clock shows at an instant, to the second. */
export function wallAt(timeZone: string, instant: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the clock is ahead of UTC. */
const aheadAt = (timeZone: string, instant: number) =>
  wallAt(timeZone, instant) - Math.floor(instant / 1_000) * 1_000;

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

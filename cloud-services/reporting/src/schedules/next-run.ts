/** When a schedule is due next, by the clock of a time zone. Pure. */
import { type Cron, fallsOn } from './cron.ts';
import { dayOf, wallAt } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** 29 February comes again within eight years, whatever the century. */
const daysAhead = 366 * 8;

/**
 * A time that the clock shows twice, when it is set back, counts once, the first time; one that it skips, when it is set forward, comes as
 * much later. Where hours are told by `*`, each hour that passes counts instead. Source: cron(8), Daylight Saving Time.
 * @returns undefined when it never comes: 30 February.
 */
export function nextRun(cron: Cron, timeZone: string, after: Date): Date | undefined {
  const from = after.getTime();
  const today = Math.floor(wallAt(timeZone, from) / dayMs) * dayMs;
  // A clock that was set back shows yesterday's last hour again.
  for (let day = today - dayMs; day <= today + daysAhead * dayMs; day += dayMs) {
    if (!fallsOn(cron, day)) continue;
    const later = runsOn(cron, timeZone, day).filter((instant) => instant > from);
    if (later.length > 0) return new Date(Math.min(...later));
  }
  return undefined;
}

function runsOn(cron: Cron, timeZone: string, day: number): number[] {
  const { instantsOf, insteadOf } = dayOf(timeZone, day);
  return cron.hours.flatMap((hour) =>
    cron.minutes.flatMap((minute) => {
      const wall = day + (hour * 60 + minute) * minuteMs;
      const instants = instantsOf(wall);
      if (cron.isEveryHour) return instants;
      return instants[0] ?? insteadOf(wall);
    }),
  );
}

/** When a backup is due. Pure: the time arrives as an argument. */

/** Local time at which a store sleeps and head office too. */
const hour = 2;

/** The last night's hour, at or before `now`. */
function lastNight(now: Date): Date {
  const night = new Date(now);
  night.setHours(hour, 0, 0, 0);
  if (night > now) night.setDate(night.getDate() - 1);
  return night;
}

/** Also for a machine that slept through the hour: it backs up when it wakes. */
export const isDue = (lastBackupAt: Date | undefined, now: Date): boolean =>
  lastBackupAt === undefined || lastBackupAt < lastNight(now);

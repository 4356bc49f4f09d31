/** The store's local calendar day, `YYYY-MM-DD`. It never goes back in a journal, whatever the clock does. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function localDate(instant: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  // Swedish dates are written year-month-day.
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format.format(instant);
}

/** @param last the newest date in the journal, or '' in an empty one. */
export function businessDateAt(instant: Date, timeZone: string, last: string): string {
  const today = localDate(instant, timeZone);
  return today < last ? last : today;
}

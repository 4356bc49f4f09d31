/** The store's local calendar day, `YYYY-MM-DD`. It never goes back in a journal, whatever the clock does. */
const formats = new Map<string, Intl.DateTimeFormat>();
/** No zone's day begins off the quarter hour, so within one the date stands still; asking `Intl` each time would cost. */
const QUARTER_MS = 15 * 60_000;
let newest = { quarter: -1, timeZone: '', date: '' };

export function localDate(instant: Date, timeZone: string): string {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS);
  if (newest.quarter !== quarter || newest.timeZone !== timeZone) {
    newest = { quarter, timeZone, date: formatOf(timeZone).format(instant) };
  }
  return newest.date;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  // Swedish dates are written year-month-day.
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format;
}

/** @param last the newest date in the journal, or '' in an empty one. */
export function businessDateAt(instant: Date, timeZone: string, last: string): string {
  const today = localDate(instant, timeZone);
  return today < last ? last : today;
}

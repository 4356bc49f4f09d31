/** Making a format costs as much as pricing a basket: each zone's is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in a time zone, `YYYY-MM-DD`. @throws RangeError when there is no such zone. */
export function localDay(timeZone: string, at: Date): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish dates are written year-month-day.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

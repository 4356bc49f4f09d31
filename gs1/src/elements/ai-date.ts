/** Dates of six digits, `YYMMDD`, as the application identifiers 11 to 17 carry them. */

/**
 * @param value `YYMMDD`; day 00 is the last day of the month.
 * @param today the day of reading, `YYYY-MM-DD`: the year is the nearest to it, from 49 back to 50 ahead.
 * @returns `YYYY-MM-DD`, or null if there is no such day.
 * Source: GS1 General Specifications, 7.12 (century) and 3.4 (day 00).
 */
export function aiDate(value: string, today: string): string | null {
  const [whole, yy, mm, dd] = /^([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(value) ?? [];
  if (whole === undefined) return null;
  const year = fullYear(Number(yy), Number(today.slice(0, 4)));
  const month = Number(mm);
  if (month < 1 || month > 12) return null;
  const last = daysInMonth(year, month);
  const day = Number(dd) === 0 ? last : Number(dd);
  return day > last ? null : `${year}-${mm}-${String(day).padStart(2, '0')}`;
}

function fullYear(yy: number, thisYear: number): number {
  const ahead = yy - (thisYear % 100);
  const century = thisYear - (thisYear % 100);
  if (ahead >= 51) return century - 100 + yy;
  if (ahead <= -50) return century + 100 + yy;
  return century + yy;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

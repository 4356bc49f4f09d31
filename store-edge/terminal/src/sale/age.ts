/** Years of age by a birth date that is looked at and never kept. Pure. */

/**
 * @param birth eight digits, `YYYYMMDD`, as they are typed.
 * @param day `YYYY-MM-DD`, the store's local day.
 * @returns whole years; null unless it is a day of somebody who may live. Born on 29 February, somebody is a year older on 1 March.
 */
export function ageOn(birth: string, day: string): number | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(birth);
  const today = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts || !today) return null;
  const [, year = '', month = '', date = ''] = parts;
  const real = new Date(`${year}-${month}-${date}T00:00:00.000Z`);
  if (Number.isNaN(real.getTime()) || real.getUTCDate() !== Number(date)) return null;
  const [, nowYear = '', nowMonth = '', nowDate = ''] = today;
  const hadBirthday = `${nowMonth}${nowDate}` >= `${month}${date}`;
  const years = Number(nowYear) - Number(year) - (hadBirthday ? 0 : 1);
  return years < 0 || years > 130 ? null : years;
}

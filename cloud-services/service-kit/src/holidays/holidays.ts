/** Whether a day is one on which people rest by law. Pure but for what it has reckoned before. */
import { type HolidayRule, holidayRules } from './days.ts';
import { easterOf } from './easter.ts';

/** By place and year: a cart asks at each of its prices. */
const known = new Map<string, ReadonlySet<string>>();
const knownMax = 200;

/**
 * @param day `YYYY-MM-DD`.
 * @param places each a country or a province, `CA` or `CA-QC`; one that is not known has no holidays.
 */
export const isHoliday = (day: string, ...places: readonly string[]): boolean =>
  places.some((place) => holidaysOf(place, Number(day.slice(0, 4))).has(day));

/** @returns days of that year, `YYYY-MM-DD`. */
export function holidaysOf(place: string, year: number): ReadonlySet<string> {
  const name = `${place} ${year}`;
  const found = known.get(name);
  if (found) return found;
  const rules = (holidayRules[place] ?? []).filter(({ from = year }) => from <= year);
  const days = new Set(rules.map((rule) => dayOf(rule, year)));
  if (known.size >= knownMax) known.clear();
  known.set(name, days);
  return days;
}

function dayOf(rule: HolidayRule, year: number): string {
  if ('easter' in rule) return daysAfter(`${year}-${easterOf(year)}`, rule.easter);
  if ('mondayBefore' in rule) {
    const before = daysAfter(`${year}-${rule.mondayBefore}`, -1);
    return daysAfter(before, -daysSinceMonday(before));
  }
  if ('monday' in rule) {
    const first = `${year}-${String(rule.month).padStart(2, '0')}-01`;
    return daysAfter(first, ((7 - daysSinceMonday(first)) % 7) + 7 * (rule.monday - 1));
  }
  const day = `${year}-${rule.on}`;
  return rule.orMonday && daysSinceMonday(day) === 6 ? daysAfter(day, 1) : day;
}

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const daysSinceMonday = (day: string): number => (new Date(at(day)).getUTCDay() + 6) % 7;
const daysAfter = (day: string, days: number): string =>
  new Date(at(day) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * When something is due, in five fields: minute, hour, day of the month, month, day of the week. Pure.
 * Source: POSIX, crontab, with steps (`*\/15`, `8-18/2`) and the English names of months and days as cron has them.
 */

export type Cron = Readonly<{
  minutes: readonly number[];
  hours: readonly number[];
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  /** Sunday is 0. */
  weekdays: ReadonlySet<number>;
  /** Hours are told by `*`: it means each hour that passes, also one that the clock shows twice. */
  isEveryHour: boolean;
  /** Days of the month and of the week are both told: one of them is enough. */
  isEitherDay: boolean;
}>;
type ReadCron = Readonly<{ ok: true; cron: Cron }> | Readonly<{ ok: false; why: string }>;

type Field = Readonly<{ name: string; min: number; max: number; words?: readonly string[] }>;
const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    words: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', min: 0, max: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

export function parseCron(text: string): ReadCron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length)
    return {
      ok: false,
      why: 'must have five fields: minute, hour, day of the month, month, day of the week',
    };
  const sets: number[][] = [];
  for (const [at, field] of fields.entries()) {
    const values = valuesOf(parts[at] ?? '', field);
    if (!values)
      return { ok: false, why: `${field.name} must be within ${field.min}-${field.max}: ${parts[at]}` };
    sets.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = sets;
  const isOpen = (at: number) => parts[at]?.includes('*') === true;
  return {
    ok: true,
    cron: {
      minutes,
      hours,
      days: new Set(days),
      months: new Set(months),
      weekdays: new Set(weekdays.map((day) => day % 7)),
      isEveryHour: isOpen(1),
      isEitherDay: !isOpen(2) && !isOpen(4),
    },
  };
}

/** Ascending; undefined when it is no field. */
function valuesOf(text: string, field: Field): number[] | undefined {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const range = rangeOf(item, field);
    if (!range) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function rangeOf(item: string, { min, max, words = [] }: Field) {
  const [, first = '', last, stepText] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item) ?? [];
  const numberOf = (text: string) => {
    const named = words.indexOf(text.toLowerCase());
    return named >= min ? named : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  };
  const isAll = first === '*';
  if (isAll && last !== undefined) return undefined;
  // A step needs something to step through.
  if (!isAll && last === undefined && stepText !== undefined) return undefined;
  const from = isAll ? min : numberOf(first);
  const to = isAll ? max : last === undefined ? from : numberOf(last);
  const step = stepText === undefined ? 1 : Number(stepText);
  return min <= from && from <= to && to <= max && step >= 1 ? { from, to, step } : undefined;
}

/** @param day of a calendar, as midnight in milliseconds of UTC. */
export function fallsOn({ days, months, weekdays, isEitherDay }: Cron, day: number): boolean {
  const date = new Date(day);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [isDay, isWeekday] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
  return isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}

/** How often a report comes, as people say it; cron is how Reporting says it. Pure. Sunday is 0. */
export const everies = ['day', 'workday', 'week', 'month'] as const;
export type Frequency = Readonly<{
  every: (typeof everies)[number];
  /** `07:00`, by the clock of the time zone. */
  time: string;
  /** Of `week`. */
  weekday: number;
}>;

export function cronOf({ every, time, weekday }: Frequency): string {
  const [hour, minute] = time.split(':').map(Number);
  const days = { day: '* * *', workday: '* * 1-5', week: `* * ${weekday}`, month: '1 * *' } as const;
  return `${minute} ${hour} ${days[every]}`;
}

/** @returns undefined for a cron that these words do not say. */
export function frequencyOf(cron: string): Frequency | undefined {
  const [, minute = '', hour = '', days = ''] =
    /^(\d{1,2}) (\d{1,2}) (\* \* \*|\* \* 1-5|\* \* [0-6]|1 \* \*)$/.exec(cron) ?? [];
  if (days === '') return undefined;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const every = ({ '* * *': 'day', '* * 1-5': 'workday', '1 * *': 'month' } as const)[days] ?? 'week';
  return { every, time, weekday: every === 'week' ? Number(days.at(-1)) : 1 };
}

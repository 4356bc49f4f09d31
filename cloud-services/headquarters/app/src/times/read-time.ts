/**
 * A time of day as people type it: `14 h 30`, `14:30`, `14h`, `1430`, `2:30 p.m.`.
 * @returns `14:30`, in 24 hours; undefined when it is none.
 */
export function readTime(text: string): string | undefined {
  const [, hourTyped, minuteTyped = '00', half] = typed.exec(text.replace(/\s/g, '').toLowerCase()) ?? [];
  const [hour, minute] = [Number(hourTyped), Number(minuteTyped)];
  if (hourTyped === undefined || minute > 59) return undefined;
  if (half === undefined) return hour < 24 ? timeOf(hour, minute) : undefined;
  return hour >= 1 && hour <= 12 ? timeOf((hour % 12) + (half === 'p' ? 12 : 0), minute) : undefined;
}

const typed = /^(\d{1,2})(?:[h:]?(\d{2})|h)?(?:([ap])\.?m?\.?)?$/;

const timeOf = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

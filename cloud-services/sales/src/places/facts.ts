/** A store as the list of its changes tells of it: a value a field, as people read them. Pure. */
import type { OpenFromTo, OpeningHours } from './api.ts';
import type { StoreRow } from './store/rows.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export function factsOf({ configuration, kind, coordinates, hours }: Omit<StoreRow, 'version'>): object {
  const { id: _, registers, taxRegistrations, ...facts } = configuration;
  return {
    ...facts,
    kind,
    coordinates,
    registers: registers.map(({ number }) => number),
    taxRegistrations: taxRegistrations.map(({ code, number }) => `${code} ${number}`),
    ...(hours ? hoursTold(hours) : {}),
  };
}

const hoursTold = ({ week, onHolidays, exceptions }: OpeningHours): object => ({
  ...Object.fromEntries(weekdays.map((weekday, at) => [weekday, timesOf(week[at] ?? null)])),
  onHolidays,
  exceptions: exceptions.map(({ day, hours }) => `${day} ${timesOf(hours)}`),
});

const timesOf = (open: OpenFromTo | null): string => (open ? `${open.from}–${open.to}` : '–');

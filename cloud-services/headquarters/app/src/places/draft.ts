/** A store as its form holds it, and what is sent of it. Pure. */
import type { OpenFromTo, OpeningHours, StoreAnswer, StoreInput } from '@comptoir/sales/api';

/** Times as a field has them: `00:00` closes at midnight. */
export type DayDraft = Readonly<{ isOpen: boolean; from: string; to: string }>;
export type ExceptionDraft = DayDraft & Readonly<{ day: string }>;
type HoursDraft = Readonly<{
  isTold: boolean;
  /** From Monday. */
  week: readonly DayDraft[];
  onHolidays: boolean;
  exceptions: readonly ExceptionDraft[];
}>;
export type PlaceDraft = Readonly<{
  kind: 'store' | 'warehouse';
  code: string;
  number: string;
  name: string;
  /** Lines. */
  address: string;
  phone: string;
  timeZone: string;
  jurisdiction: string;
  coordinates: string;
  registerCount: string;
  taxNumbers: readonly Readonly<{ code: string; number: string }>[];
  footer: Readonly<{ fr: string; en: string }>;
  hours: HoursDraft;
}>;
export type Field =
  | Exclude<keyof PlaceDraft, 'kind' | 'timeZone' | 'jurisdiction' | 'footer' | 'taxNumbers' | 'hours'>
  | 'hours'
  | 'exceptions';

const registersMax = 99;
const usual: DayDraft = { isOpen: true, from: '09:00', to: '17:00' };
const closed: DayDraft = { ...usual, isOpen: false };
export const newException: ExceptionDraft = { ...closed, day: '' };

/** Of a new store: what the others have in common. */
export const newDraft = (other: StoreAnswer | undefined): PlaceDraft => ({
  ...{ kind: 'store', code: '', number: '', name: '', address: '', phone: '', coordinates: '' },
  timeZone: other?.timeZone ?? 'America/Toronto',
  jurisdiction: other?.jurisdiction ?? 'CA-QC',
  registerCount: '1',
  taxNumbers: other?.taxRegistrations ?? [],
  footer: other?.receiptFooter ?? { fr: '', en: '' },
  hours: hoursDraftOf(null),
});

export const draftOf = (store: StoreAnswer): PlaceDraft => ({
  ...{ kind: store.kind, code: store.code, number: store.number, name: store.name, phone: store.phone },
  address: store.address.join('\n'),
  timeZone: store.timeZone,
  jurisdiction: store.jurisdiction,
  coordinates: store.coordinates ? `${store.coordinates.latitude}, ${store.coordinates.longitude}` : '',
  registerCount: String(store.registers.length),
  taxNumbers: store.taxRegistrations,
  footer: store.receiptFooter,
  hours: hoursDraftOf(store.hours),
});

function hoursDraftOf(hours: OpeningHours | null): HoursDraft {
  const week = hours ? hours.week.map(dayDraftOf) : [...Array<DayDraft>(6).fill(usual), closed];
  return {
    isTold: hours !== null,
    week,
    onHolidays: hours?.onHolidays ?? false,
    exceptions: hours?.exceptions.map(({ day, hours: open }) => ({ day, ...dayDraftOf(open) })) ?? [],
  };
}

const dayDraftOf = (open: OpenFromTo | null): DayDraft =>
  open ? { isOpen: true, from: open.from, to: open.to === '24:00' ? '00:00' : open.to } : closed;

const openOf = ({ isOpen, from, to }: DayDraft): OpenFromTo | null =>
  isOpen ? { from, to: to === '00:00' ? '24:00' : to } : null;

const isGood = (day: DayDraft): boolean => {
  const open = openOf(day);
  return open === null || (open.from !== '' && open.from < open.to);
};

const degrees = String.raw`[-−]?\d{1,3}(?:[.,]\d+)?`;
const pair = new RegExp(`^(${degrees})(?:\\s*;\\s*|\\s*,\\s+|\\s+|,)(${degrees})$`);

/** As a map gives them, or typed with a decimal comma: `45.53, -73.57`, `45,53; -73,57`. @returns undefined when they are no two numbers. */
export function coordinatesOf(text: string): StoreInput['coordinates'] | undefined {
  if (text.trim() === '') return null;
  const [, latitude, longitude] = (pair.exec(text.trim()) ?? []).map((part) =>
    Number(part.replace('−', '-').replace(',', '.')),
  );
  if (latitude === undefined || longitude === undefined) return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** @param before what it was; undefined: it is new. @returns the fields that are not good yet, in the order of the form. */
export function faultsOf(draft: PlaceDraft, before: StoreAnswer | undefined): Field[] {
  const lines = linesOf(draft.address);
  const registers = Number(draft.registerCount);
  const isTold = draft.kind === 'store' && draft.hours.isTold;
  const days = draft.hours.exceptions.map(({ day }) => day);
  const good: Readonly<Record<Field, boolean>> = {
    name: draft.name.trim() !== '',
    code: /^[A-Z][A-Z0-9]{1,9}$/.test(draft.code),
    number: /^\d{3}$/.test(draft.number),
    address: lines.length > 0 && lines.length <= 6 && lines.every((line) => line.length <= 80),
    phone: draft.phone.replace(/\D/g, '').length >= 10,
    coordinates: coordinatesOf(draft.coordinates) !== undefined,
    registerCount:
      /^\d{1,2}$/.test(draft.registerCount) &&
      registers >= (before?.registers.length ?? 0) &&
      registers <= registersMax,
    hours: !isTold || draft.hours.week.every(isGood),
    exceptions:
      !isTold ||
      (new Set(days).size === days.length && !days.includes('') && draft.hours.exceptions.every(isGood)),
  };
  return (Object.keys(good) as Field[]).filter((field) => !good[field]);
}

/**
 * @param draft without faults.
 * @param newId of a register that is added.
 */
export function inputOf(
  id: string,
  draft: PlaceDraft,
  before: StoreAnswer | undefined,
  newId: () => string,
): StoreInput {
  const { kind, code, number, timeZone, jurisdiction, hours } = draft;
  const registers = before?.registers ?? [];
  const numbers = new Set(registers.map((register) => register.number));
  const free = Array.from({ length: registersMax }, (_, at) => String(at + 1)).filter(
    (one) => !numbers.has(one),
  );
  const added = free.slice(0, Number(draft.registerCount) - registers.length);
  return {
    ...{ id, kind, code, number, timeZone, jurisdiction },
    name: draft.name.trim(),
    address: linesOf(draft.address),
    phone: draft.phone.trim(),
    currency: 'CAD',
    taxRegistrations: draft.taxNumbers.filter((one) => one.number.trim() !== ''),
    registers: [...registers, ...added.map((one) => ({ id: newId(), number: one }))],
    receiptFooter: draft.footer,
    ...(before?.notice ? { notice: before.notice } : {}),
    coordinates: coordinatesOf(draft.coordinates) ?? null,
    hours:
      kind === 'store' && hours.isTold
        ? {
            week: hours.week.map(openOf),
            onHolidays: hours.onHolidays,
            exceptions: hours.exceptions
              .map((one) => ({ day: one.day, hours: openOf(one) }))
              .toSorted((one, other) => one.day.localeCompare(other.day)),
          }
        : null,
  };
}

/** Of the last line of an address: what stands before the province or the postal code. */
export const cityOf = (address: readonly string[]): string =>
  (address.at(-1) ?? '').split(/\s*[(,]|\s+[A-Z]\d[A-Z]\s|\s{2,}/)[0]?.trim() ?? '';

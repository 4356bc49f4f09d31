/** Lines of our own CSV files: what a spreadsheet of that language opens by itself, and nothing that it would run. Pure. */
import { type Column, fields } from './headings.ts';
import type { RawRow } from './row.ts';

export type Language = 'fr' | 'en';

/** Semicolons in French, commas in English. */
const marks = { fr: ';', en: ',' };
export const byteOrderMark = '\ufeff';

/** What a spreadsheet would run as a formula; an apostrophe before it disarms it. Source: OWASP, CSV injection. */
const formula = /^'*(?:[=+@\t\r]|-(?!\d))/;
const disarmed = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);
/** Undoes it, when a file of ours comes back. */
export const armed = (cell: string) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

export function csvLine(cells: readonly string[], language: Language): string {
  const mark = marks[language];
  const quoted = cells.map(disarmed).map((cell) => {
    const hasMark = /["\r\n]/.test(cell) || cell.includes(mark);
    return hasMark ? `"${cell.replaceAll('"', '""')}"` : cell;
  });
  return `${quoted.join(mark)}\r\n`;
}

/** The columns that a row needs, whether it was a line of CSV or an object of NDJSON. Fields that there are not have none. */
export function columnsOf(raw: RawRow): Column[] {
  return Object.entries(raw).flatMap(([key, value]): Column[] => {
    if (value === null || value === undefined) return [];
    const field = key === 'gtins' ? 'gtin' : key;
    if (field === 'attributes')
      return Object.entries(asObject(value)).flatMap(([attribute, told]) =>
        partsOf(told).map((part) => ({ field, attribute, ...part })),
      );
    return fields.has(field) ? partsOf(value).map((part) => ({ field, ...part })) : [];
  });
}

/** What stands in a row's column, as our files write it. */
export function cellOf(raw: RawRow, { field, part, attribute }: Column, language: Language): string {
  const whole = field === 'gtin' ? (raw.gtin ?? raw.gtins) : raw[field];
  const told = attribute === undefined ? whole : asObject(whole)[attribute];
  const value = part === undefined ? told : asObject(told)[part];
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(String).join(field === 'charges' ? '|' : ' ');
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1];
  if (typeof value === 'object') return moneyText(value, language) ?? JSON.stringify(value);
  return String(value);
}

const yesNo = { fr: ['oui', 'non'], en: ['yes', 'no'] } as const;
const asObject = (told: unknown): Readonly<Record<string, unknown>> =>
  typeof told === 'object' && told !== null ? { ...told } : {};

function partsOf(told: unknown): { part?: Language }[] {
  if (typeof told !== 'object' || told === null) return [{}];
  const parts = (['fr', 'en'] as const).filter((part) => part in told).map((part) => ({ part }));
  return parts.length > 0 ? parts : [{}];
}

/** `12,34` in French, `12.34` in English: as `price-text.ts` reads it. */
function moneyText(told: object, language: Language): string | undefined {
  if (!('amountMinor' in told) || !Number.isSafeInteger(told.amountMinor)) return undefined;
  const digits = String(Math.abs(Number(told.amountMinor))).padStart(3, '0');
  const sign = Number(told.amountMinor) < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -2)}${language === 'fr' ? ',' : '.'}${digits.slice(-2)}`;
}

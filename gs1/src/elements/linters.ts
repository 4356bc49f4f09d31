/** What a part's content must satisfy beyond its characters and length. Source: GS1 Barcode Syntax Tests, by their names. */
import isoCodes from '../../data/iso-codes.json' with { type: 'json' };
import { hasCheckDigit } from '../keys/check-digit.ts';
import { aiDate, daysInMonth } from './ai-date.ts';
import { hasCheckPair } from './check-pair.ts';
import type { Why } from './refusal.ts';

type Linter = Readonly<{ why: Why; accepts: (text: string) => boolean }>;

const currencies = new Set(isoCodes.currencies.split(' '));
const countries = new Set(isoCodes.countries.split(' '));
const countriesAlpha2 = new Set(isoCodes.countriesAlpha2.split(' '));

/** Any year does: whether a day exists hangs on the century only for 29 February of 00. */
const anyDay = '2026-01-01';

const content = (accepts: Linter['accepts']): Linter => ({ why: 'content', accepts });
const date = (accepts: Linter['accepts']): Linter => ({ why: 'date', accepts });
const upTo = (max: number) => content((text) => Number(text) <= max);

/** Coupon, packing and medium codes have their own books of rules: their characters and length are checked alone. */
const linters: Readonly<Record<string, Linter>> = {
  csum: { why: 'check-digit', accepts: hasCheckDigit },
  csumalpha: { why: 'check-digit', accepts: hasCheckPair },
  yymmd0: date((text) => aiDate(text, anyDay) !== null),
  yymmdd: date((text) => !text.endsWith('00') && aiDate(text, anyDay) !== null),
  yyyymmdd: date(isLongDate),
  hh: upTo(23),
  mi: upTo(59),
  ss: upTo(59),
  hhmi: content((text) => Number(text.slice(0, 2)) <= 23 && Number(text.slice(2)) <= 59),
  iso4217: content((text) => currencies.has(text)),
  iso3166: content((text) => countries.has(text)),
  iso3166999: content((text) => text === '999' || countries.has(text)),
  iso3166alpha2: content((text) => countriesAlpha2.has(text)),
  iso5218: content((text) => /^[0129]$/.test(text)),
  zero: content((text) => /^0+$/.test(text)),
  nonzero: content((text) => !/^0+$/.test(text)),
  nozeroprefix: content((text) => text === '0' || !text.startsWith('0')),
  hasnondigit: content((text) => /[^0-9]/.test(text)),
  yesno: content((text) => /^[01]$/.test(text)),
  winding: content((text) => /^[019]$/.test(text)),
  hyphen: content((text) => /^-+$/.test(text)),
  importeridx: content((text) => /^[-0-9A-Za-z_]$/.test(text)),
  pieceoftotal: content(isPieceOfTotal),
  pcenc: content((text) => !/%(?![0-9A-Fa-f]{2})/.test(text)),
  latitude: upTo(1_800_000_000),
  longitude: upTo(3_600_000_000),
  gcppos1: content((text) => /^[0-9]{6}/.test(text)),
  gcppos2: content((text) => /^.[0-9]{6}/.test(text)),
};

/** @returns why the first linter that refuses does, or null. */
export function lint(text: string, names: readonly string[]): Why | null {
  const refusing = names.map((name) => linters[name]).find((linter) => linter?.accepts(text) === false);
  return refusing?.why ?? null;
}

function isLongDate(text: string): boolean {
  const [, year, month, day] = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Half of the digits is the piece, half the number of pieces. */
function isPieceOfTotal(text: string): boolean {
  const piece = Number(text.slice(0, text.length / 2));
  return piece > 0 && piece <= Number(text.slice(text.length / 2));
}

/**
 * What a list is filtered by, as its address says: `f-colour=Bleu&f-colour=Vert&r-volume=250~750&min=5&max=20&stock=1`.
 * What it says wrongly is no filter. Pure, and the same on both sides.
 */
export type NumberRange = Readonly<{ min?: number; max?: number }>;
export type ChosenFilters = Readonly<{
  /** By attribute: one of these values of each. */
  values: Readonly<Record<string, readonly string[]>>;
  ranges: Readonly<Record<string, NumberRange>>;
  /** In minor units, both included. */
  priceMinMinor: number | null;
  priceMaxMinor: number | null;
  inStock: boolean;
}>;

/** Source: Product's interface, `filters.attributes` and `filters.ranges`. */
const codesMax = 10;
const valuesMax = 20;
const valueLengthMax = 100;
const code = /^[a-z][a-z0-9_]{0,39}$/;
const minorPerUnit = 100;

export const valueName = (attribute: string): string => `f-${attribute}`;
export const rangeName = (attribute: string): string => `r-${attribute}`;
/** A tilde stands between them, since numbers have points and signs. */
export const rangeText = ({ min, max }: NumberRange): string => `${min ?? ''}~${max ?? ''}`;

export function readFilters(params: URLSearchParams): ChosenFilters {
  const values = new Map<string, readonly string[]>();
  const ranges = new Map<string, NumberRange>();
  for (const [name, text] of params) {
    const attribute = name.slice(2);
    if (!code.test(attribute) || !isValue(text)) continue;
    if (name.startsWith('f-')) {
      const known = values.get(attribute) ?? [];
      const hasRoom = known.length > 0 ? known.length < valuesMax : values.size < codesMax;
      if (hasRoom && !known.includes(text)) values.set(attribute, [...known, text]);
    } else if (name.startsWith('r-') && ranges.size < codesMax) {
      const range = rangeIn(text);
      if (range) ranges.set(attribute, range);
    }
  }
  const [min, max] = [priceIn(params.get('min')), priceIn(params.get('max'))];
  // The wrong way round they are meant the other way.
  const isTurned = min !== null && max !== null && min > max;
  return {
    values: Object.fromEntries(values),
    ranges: Object.fromEntries(ranges),
    inStock: params.get('stock') === '1',
    priceMinMinor: isTurned ? max : min,
    priceMaxMinor: isTurned ? min : max,
  };
}

/** As the address says them again; `isFiltered` is whether there are any. */
export function filterParams(chosen: ChosenFilters): [name: string, value: string][] {
  const price = (name: string, minor: number | null): [string, string][] =>
    minor === null ? [] : [[name, String(minor / minorPerUnit)]];
  return [
    ...Object.entries(chosen.values).flatMap(([attribute, texts]) =>
      texts.map((text): [string, string] => [valueName(attribute), text]),
    ),
    ...Object.entries(chosen.ranges).map(([attribute, range]): [string, string] => [
      rangeName(attribute),
      rangeText(range),
    ]),
    ...price('min', chosen.priceMinMinor),
    ...price('max', chosen.priceMaxMinor),
    ...(chosen.inStock ? ([['stock', '1']] as [string, string][]) : []),
  ];
}

export const isFiltered = (chosen: ChosenFilters): boolean => filterParams(chosen).length > 0;

/** @param base an address without filters, perhaps with a query. */
export function withFilters(base: string, chosen: ChosenFilters): string {
  const query = new URLSearchParams(filterParams(chosen)).toString();
  return query === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${query}`;
}

/** As Product takes them: no text of control characters, and none too long. */
const isValue = (text: string) => text !== '' && text.length <= valueLengthMax && !/\p{Cc}/u.test(text);

function rangeIn(text: string): NumberRange | undefined {
  const [from = '', to = '', ...more] = text.split('~');
  const bound = (part: string) => (part === '' ? undefined : Number(part));
  const [min, max] = [bound(from), bound(to)];
  const isNumber = (one: number | undefined) => one === undefined || Number.isFinite(one);
  if (more.length > 0 || !isNumber(min) || !isNumber(max)) return undefined;
  if (min === undefined && max === undefined) return undefined;
  if (min !== undefined && max !== undefined && min > max) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Dollars as people type them, `12,50` too. */
function priceIn(text: string | null): number | null {
  const typed = (text ?? '').trim().replace(',', '.');
  if (!/^\d{1,6}(?:\.\d{1,2})?$/.test(typed)) return null;
  return Math.round(Number(typed) * minorPerUnit);
}

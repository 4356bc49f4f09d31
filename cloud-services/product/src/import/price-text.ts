/**
 * A price as people write it in a spreadsheet: `12,34`, `12.34 $`, `$1,234.50`, `1 234,50`. Where a mark could be
 * either (`1,234`), nobody guesses with money: it is refused. Source: docs/pricing.md, Money.
 */

export type PriceText =
  | Readonly<{ ok: true; amountMinor: number }>
  | Readonly<{ ok: false; why: 'not-a-price' | 'ambiguous' }>;

const wrong = { ok: false, why: 'not-a-price' } as const;
const ambiguous = { ok: false, why: 'ambiguous' } as const;

/** @returns cents: both currencies that a sheet may hold here have two decimals. Negative amounts are read, not judged. */
export function parsePriceText(text: string): PriceText {
  const bare = text
    .replace(/[\s\u00a0\u202f]/g, ' ')
    .trim()
    .replace(/^(-?)\s*(?:\$|CAD)\s*|\s*(?:\$|CAD)$/gi, '$1');
  if (!/^-?\d[\d ,.'’]*$/.test(bare)) return wrong;
  const negative = bare.startsWith('-');
  const body = negative ? bare.slice(1) : bare;
  const split = splitDecimals(body);
  if (split === 'ambiguous') return ambiguous;
  if (!split) return wrong;
  const [whole, cents] = split;
  const amountMinor = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  if (!Number.isSafeInteger(amountMinor)) return wrong;
  return { ok: true, amountMinor: negative ? -amountMinor : amountMinor };
}

function splitDecimals(body: string): [string, string] | 'ambiguous' | undefined {
  const last = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'));
  if (last === -1) return grouped(body, [' ', "'", '’'], '');
  const mark = body.charAt(last);
  const decimals = body.slice(last + 1);
  const front = body.slice(0, last);
  if (!/^\d+$/.test(decimals)) return undefined;
  const groupMarks = [mark === ',' ? '.' : ',', ' ', "'", '’'];
  // The mark comes twice (`1,234,567`): it separates thousands.
  if (front.includes(mark)) return grouped(body, [mark], '');
  if (decimals.length === 3 && /^\d{1,3}$/.test(front)) return 'ambiguous';
  if (decimals.length > 2) return undefined;
  return grouped(front, groupMarks, decimals);
}

/** Thousands are groups of three behind one and the same mark. */
function grouped(whole: string, marks: readonly string[], decimals: string): [string, string] | undefined {
  if (/^\d+$/.test(whole)) return [whole, decimals];
  const mark = marks.find((candidate) => whole.includes(candidate));
  if (mark === undefined) return undefined;
  const groups = whole.split(mark);
  const sound = /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return sound ? [groups.join(''), decimals] : undefined;
}

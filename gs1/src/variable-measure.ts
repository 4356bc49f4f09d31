/** In-store codes of weighed or priced goods: each company lays them out as it likes, by a template. */
import { decimalText, scaledInteger } from './elements/decimals.ts';
import { checkDigit, hasCheckDigit } from './keys/check-digit.ts';
import { priceVerifier } from './price-verifier.ts';

/**
 * `pattern`: a digit stands for itself, I item, P price, W weight in kilograms, V verifier of price or weight, C check
 * digit. `decimals` of the price or weight; `currencyExponent` of minor units, 2 if missing.
 */
export type VariableMeasureTemplate = Readonly<{
  pattern: string;
  decimals: number;
  currencyExponent?: number;
}>;

export type VariableMeasure =
  | Readonly<{
      ok: true;
      item: string;
      priceMinor?: number;
      weightGrams?: number;
      /** Decimal text: a quantity for pricing. */
      weightKilograms?: string;
    }>
  | Readonly<{ ok: false; why: 'template' | 'check-digit' | 'verifier' | 'precision' }>;

/**
 * @returns `template` if the code is not of this layout, so that the next template can be tried; a price of zero is
 * legal, and for the till to ask about.
 * Source: GS1 General Specifications, 2.1.12 (restricted circulation numbers, variable measure).
 */
export function parseVariableMeasure(text: string, template: VariableMeasureTemplate): VariableMeasure {
  const code = fitted(text, template.pattern);
  if (code === null) return { ok: false, why: 'template' };
  if (template.pattern.endsWith('C') && !hasCheckDigit(code)) return { ok: false, why: 'check-digit' };
  const field = (letter: string) =>
    [...code].filter((_, index) => template.pattern[index] === letter).join('');
  const [item, price, weight, verifier] = [field('I'), field('P'), field('W'), field('V')];
  if (verifier !== '' && priceVerifier(price + weight) !== verifier) return { ok: false, why: 'verifier' };
  const priceMinor =
    price === '' ? undefined : scaledInteger(price, (template.currencyExponent ?? 2) - template.decimals);
  if (priceMinor === null) return { ok: false, why: 'precision' };
  return {
    ok: true,
    item,
    ...(priceMinor !== undefined && { priceMinor }),
    ...(weight !== '' && {
      weightGrams: (Number(weight) * 1000) / 10 ** template.decimals,
      weightKilograms: decimalText(weight, template.decimals),
    }),
  };
}

/**
 * Whose label it is, whatever price or weight it carries: the article's number, and its own GTIN, in which zeros stand for those.
 * @returns null if the code is not of this layout, or misread by its check digit.
 */
export function labelledArticle(
  text: string,
  { pattern }: Pick<VariableMeasureTemplate, 'pattern'>,
): Readonly<{ item: string; gtin: string }> | null {
  const code = fitted(text, pattern);
  if (code === null || !hasCheckDigit(code)) return null;
  const digits = [...code];
  const own = digits.map((digit, index) => (/[0-9I]/.test(pattern[index] ?? '') ? digit : '0')).join('');
  return {
    item: digits.filter((_, index) => pattern[index] === 'I').join(''),
    gtin: own.slice(0, -1) + checkDigit(own.slice(0, -1)),
  };
}

/** The code as the template counts it, or null: a scanner sends twelve digits as thirteen with a zero before them. */
function fitted(text: string, pattern: string): string | null {
  if (!/^[0-9]+$/.test(text)) return null;
  const code = text.length === 13 && pattern.length === 12 && text.startsWith('0') ? text.slice(1) : text;
  if (code.length !== pattern.length) return null;
  const literalsMatch = [...pattern].every((mark, index) => !/[0-9]/.test(mark) || mark === code[index]);
  return literalsMatch ? code : null;
}

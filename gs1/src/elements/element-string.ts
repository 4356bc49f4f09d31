/** GS1 element strings: identifiers and values in a row, as a scanner sends them without brackets. */
import { type Identifier, identifierAt, lookup, type Part } from './dictionary.ts';
import { lint } from './linters.ts';
import { type Refusal, refuse, type Why } from './refusal.ts';

export type { Refusal } from './refusal.ts';

/** Application identifier and value. */
export type Element = readonly [ai: string, value: string];
export type Elements = Readonly<{ ok: true; elements: readonly Element[] }> | Refusal;

/** Ends a value whose length is not known beforehand. */
const separator = '\u001d';

const characters: Readonly<Record<Part['type'], RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-_0-9A-Za-z=]*$/,
};

/**
 * @param text what follows the symbology identifier. A separator after a value of known length is tolerated. Which
 * identifiers go together is not judged: a till takes what it can use.
 * Source: GS1 General Specifications, processing of element strings; GS1 Barcode Syntax Dictionary.
 */
export function parseElementString(text: string): Elements {
  if (text === '') return refuse('empty');
  const elements: Element[] = [];
  for (let rest = text; rest !== ''; ) {
    const ai = identifierAt(rest);
    const identifier = ai === undefined ? undefined : lookup(ai);
    if (ai === undefined || identifier === undefined) return refuse('unknown-ai');
    const value = valueAt(rest.slice(ai.length), identifier);
    const why = judge(value, identifier);
    if (why !== null) return refuse(why);
    elements.push([ai, value]);
    const after = rest.slice(ai.length + value.length);
    rest = after.startsWith(separator) ? after.slice(1) : after;
  }
  return contradicts(elements) ? refuse('content') : { ok: true, elements };
}

/** One identifier with two values: neither can be believed. */
export function contradicts(elements: readonly Element[]): boolean {
  return new Map(elements).size < new Set(elements.map((element) => element.join(' '))).size;
}

/** @returns why `value` is no value of the identifier, or null. */
export function judge(value: string, { parts }: Identifier): Why | null {
  let rest = value;
  for (const part of parts) {
    if (rest === '' && part.optional) break;
    const text = rest.slice(0, part.lengthMax);
    if (!characters[part.type].test(text)) return 'charset';
    if (text.length < part.lengthMin) return 'length';
    const why = lint(text, part.linters);
    if (why !== null) return why;
    rest = rest.slice(text.length);
  }
  return rest === '' ? null : 'length';
}

function valueAt(text: string, { fixed, parts }: Identifier): string {
  const end = text.indexOf(separator);
  const whole = end < 0 ? text : text.slice(0, end);
  return fixed
    ? whole.slice(
        0,
        parts.reduce((length, part) => length + part.lengthMax, 0),
      )
    : whole;
}

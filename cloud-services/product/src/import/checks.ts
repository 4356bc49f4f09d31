/** What is checked of codes and values in the same way, in a file and at head office. Pure. */
import type { Attributes } from '../attributes/attributes.ts';
import { type Definitions, formWords } from '../attributes/read-value.ts';
import { readGtin } from '../gtin.ts';
import { type Fault, fault } from './faults.ts';

/** @param texts as they were typed. */
export function codesOf(texts: readonly string[], field: string): { gtins: string[]; faults: Fault[] } {
  const gtins = new Set<string>();
  const faults: Fault[] = [];
  for (const text of texts) {
    const read = readGtin(text);
    if (read.ok) gtins.add(read.gtin14);
    else faults.push(fault(field, text, read.why, read.expected));
  }
  return { gtins: [...gtins], faults };
}

/** @param bad codes of the values that are none. */
export const badValues = (told: Attributes, bad: readonly string[], definitions: Definitions): Fault[] =>
  bad.map((code) => {
    const form = definitions.get(code);
    const words = form && form.type !== 'number' ? [formWords(form, 'fr'), formWords(form, 'en')] : [];
    return fault(`attributes.${code}`, told[code]?.fr, 'bad-value', [code, ...words].join('\t'));
  });

/** The entry line: what has been typed so far, a quantity set aside by `*`, and whether it is a search. Pure. */
import { parseQuantity, quantityText } from './quantity.ts';

export const entryCharactersMax = 64;

export type Entry = Readonly<{ text: string; quantity: string | null; searching: boolean }>;
export const emptyEntry: Entry = { text: '', quantity: null, searching: false };

const onlyNumber = /^[\d.,]*$/;

/** A letter begins a search; digits, comma and period wait for `*`, Enter or a tender. */
export function typed(entry: Entry, characters: string): Entry {
  const text = (entry.text + characters).slice(0, entryCharactersMax);
  return { ...entry, text, searching: entry.searching || !onlyNumber.test(text) };
}

export function erased(entry: Entry): Entry {
  if (entry.text === '') return { ...entry, quantity: null };
  return { ...entry, text: entry.text.slice(0, -1) };
}

/** `6 *`: @returns undefined when what was typed is no quantity, so that the caller can say so. */
export function multiplied(entry: Entry): Entry | undefined {
  const units = parseQuantity(entry.text);
  return units === undefined ? undefined : { text: '', quantity: quantityText(units), searching: false };
}

/** Names in the order of who reads them: `É` stands with `E`, and capitals with small letters. */
import type { Language } from './reads/view.ts';

/** Of `product p`. Both where all languages are asked for: the shop's first one decides. */
export const nameOrder = (language: Language): string =>
  language === 'en' ? 'p.name_en collate "en-x-icu"' : inFrench('p.name_fr');

/** @param column an expression of text. */
export const inFrench = (column: string): string => `${column} collate "fr-x-icu"`;

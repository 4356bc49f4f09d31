/** What a product is like, in words that a shop filters by: `colour` → *Bleu*, *Blue*. Pure. */
import type { Texts } from '../texts.ts';
import { plainWords } from '../words.ts';

/** By code, in the order of the codes, so that the same set is the same JSON. */
export type Attributes = Readonly<Record<string, Texts>>;

export const attributeCode = /^[a-z][a-z0-9_]{0,39}$/;
export const attributesMax = 30;
export const attributeLengthMax = 100;

export const inOrder = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.keys(attributes)
      .sort()
      .flatMap((code) => {
        const value = attributes[code];
        return value ? [[code, { fr: value.fr, en: value.en }]] : [];
      }),
  );

/** What a filter by one value looks for: blind to accents and capitals, in whichever language the value is said. */
export const attributeTerm = (code: string, value: string): string =>
  `${code}=${plainWords(value).join(' ') || value.trim().toLowerCase()}`;

export const attributeTerms = (attributes: Attributes): string[] => [
  ...new Set(
    Object.entries(attributes).flatMap(([code, { fr, en }]) => [
      attributeTerm(code, fr),
      attributeTerm(code, en),
    ]),
  ),
];

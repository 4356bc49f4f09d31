/**
 * As promotions name the value of an attribute: one word for it, whatever accents and capitals it was written with. Pure, and the same
 * for a value that is in this form already.
 */
export const promotedValue = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

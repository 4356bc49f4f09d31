/** Texts as people typed them, made comparable: no accents, no capitals, no punctuation. Search and import share it. */

export function plainWords(text: string): string[] {
  const folded = text
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
  return folded.match(/[a-z0-9]+/g) ?? [];
}

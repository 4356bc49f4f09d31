/** Names as people typed them, made comparable: no accents, no capitals, no punctuation, one space between words. */

export function plainWords(text: string): string[] {
  const folded = text
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
  return folded.match(/[a-z0-9]+/g) ?? [];
}

/** Takes a plural's last letter off: `biscuits` and `biscuit` are one word; `gaz`, `noix` and `ribs` stay whole enough. */
export function singular(word: string): string {
  return word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}

/** Names as people typed them, made comparable. */
export { plainWords } from '@comptoir/product/words';

/** Takes a plural's last letter off: `biscuits` and `biscuit` are one word. */
export function singular(word: string): string {
  return word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}

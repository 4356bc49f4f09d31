/** The word that was meant. Pure. */
import { slipsBetween } from './distance.ts';

export type KnownWord = Readonly<{
  word: string;
  /** With its accents, as the catalogue writes it. */
  spelling: string;
  /** In how many names it was written. */
  uses: number;
}>;

/** Below it, too many words lie one slip apart. */
export const correctedLengthMin = 4;
const longWordLength = 6;

/** A short word may differ by one slip, a longer one by two. */
export const slipsAllowed = (word: string): number =>
  word.length < correctedLengthMin ? 0 : word.length < longWordLength ? 1 : 2;

/** Fewest slips first; then a word that begins alike, since people seldom miss the first letter; then the more usual one. */
export function closestWord(typed: string, known: readonly KnownWord[]): KnownWord | undefined {
  const slipsMax = slipsAllowed(typed);
  return known
    .map((candidate) => ({ candidate, slips: slipsBetween(typed, candidate.word, slipsMax) }))
    .filter(({ slips }) => slips <= slipsMax)
    .sort(
      (a, b) =>
        a.slips - b.slips ||
        Number(b.candidate.word[0] === typed[0]) - Number(a.candidate.word[0] === typed[0]) ||
        b.candidate.uses - a.candidate.uses ||
        (a.candidate.word < b.candidate.word ? -1 : 1),
    )[0]?.candidate;
}

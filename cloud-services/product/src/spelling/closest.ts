/** The words that may have been meant. Pure. */
import { slipsBetween } from './distance.ts';

export type KnownWord = Readonly<{
  word: string;
  /** With its accents, as names write it most. */
  spelling: string;
  /** How often names hold it. */
  uses: number;
}>;

/** Below it, too many words lie one slip apart. */
export const correctedLengthMin = 4;
const longWordLength = 6;
const closestMax = 5;

/** A short word may differ by one slip, a longer one by two. */
export const slipsAllowed = (word: string): number =>
  word.length < correctedLengthMin ? 0 : word.length < longWordLength ? 1 : 2;

/** Fewest slips first; then what begins alike, since people seldom miss the first letter; then the more usual word. Never the word itself. */
export function closestWords(typed: string, known: readonly KnownWord[]): KnownWord[] {
  const slipsMax = slipsAllowed(typed);
  return known
    .map((candidate) => ({ candidate, slips: slipsBetween(typed, candidate.word, slipsMax) }))
    .filter(({ slips }) => 0 < slips && slips <= slipsMax)
    .sort(
      (a, b) =>
        a.slips - b.slips ||
        Number(b.candidate.word[0] === typed[0]) - Number(a.candidate.word[0] === typed[0]) ||
        b.candidate.uses - a.candidate.uses ||
        (a.candidate.word < b.candidate.word ? -1 : 1),
    )
    .slice(0, closestMax)
    .map(({ candidate }) => candidate);
}

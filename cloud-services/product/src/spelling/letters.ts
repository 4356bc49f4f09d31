/**
 * Which letters a word has, as a number with a bit for each of a to z. A slip changes two of them at most (one letter for another), so
 * that words further apart in this need not be compared letter by letter. Pure.
 */
export const letters = 'abcdefghijklmnopqrstuvwxyz';

/** @param word folded. */
export const lettersOf = (word: string): number =>
  [...letters].reduce((bits, letter, at) => (word.includes(letter) ? bits | (1 << at) : bits), 0);

/** How many of them so many slips may change. */
export const lettersApartMax = (slips: number): number => 2 * slips;

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closestWords, type KnownWord, slipsAllowed } from '../src/spelling/closest.ts';
import { slipsBetween } from '../src/spelling/distance.ts';
import { letters, lettersApartMax, lettersOf } from '../src/spelling/letters.ts';
import { wordsOfNames } from '../src/spelling/vocabulary.ts';

const letter = fc.constantFrom(...letters);
const word = fc.array(letter, { minLength: 4, maxLength: 12 }).map((all) => all.join(''));
const known = (text: string, uses = 1): KnownWord => ({ word: text, spelling: text, uses });
const closestWord = (typed: string, words: readonly KnownWord[]) => closestWords(typed, words)[0];

/** One slip of the finger, as people make them. */
const slip = fc.record({
  kind: fc.constantFrom('missing', 'extra', 'other', 'swapped'),
  at: fc.nat(11),
  letter,
});
function slipped(text: string, { kind, at, letter }: { kind: string; at: number; letter: string }): string {
  const place = at % text.length;
  const [before, here, after] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)];
  if (kind === 'missing') return before + after;
  if (kind === 'extra') return before + letter + here + after;
  if (kind === 'other') return before + letter + after;
  return before + after.slice(0, 1) + here + after.slice(1);
}

test('P3: words that so many slips lie between have about the same letters: none is passed over', () =>
  fc.assert(
    fc.property(word, fc.array(slip, { maxLength: 2 }), (text, slips) => {
      const typed = slips.reduce(slipped, text);
      let apart = lettersOf(text) ^ lettersOf(typed);
      let count = 0;
      for (; apart !== 0; apart &= apart - 1) count += 1;
      expect(count).toBeLessThanOrEqual(lettersApartMax(slips.length));
    }),
  ));

test('P3: one letter missing, too many, wrong or swapped is one slip, whichever way it is looked at', () =>
  fc.assert(
    fc.property(word, slip, (text, what) => {
      const typed = slipped(text, what);
      expect(slipsBetween(typed, text, 2)).toBe(typed === text ? 0 : 1);
      expect(slipsBetween(text, typed, 2)).toBe(slipsBetween(typed, text, 2));
    }),
  ));

test('P3: however far two words are apart, no more is counted than was asked for, and alike is none', () =>
  fc.assert(
    fc.property(word, word, fc.nat(4), (a, b, slipsMax) => {
      const slips = slipsBetween(a, b, slipsMax);
      expect(slips).toBe(Math.min(slipsBetween(a, b, 99), slipsMax + 1));
      expect(slips === 0).toBe(a === b);
    }),
  ));

test('P3: the word that was meant is as close as any that comes first, and none is farther than is allowed', () =>
  fc.assert(
    fc.property(word, slip, fc.array(word, { maxLength: 30 }), (meant, what, others) => {
      const typed = slipped(meant, what);
      const slipsMax = slipsAllowed(typed);
      fc.pre(typed !== meant && slipsMax > 0);
      const found = closestWords(
        typed,
        [...others, meant].map((one) => known(one)),
      );
      const slips = found.map((one) => slipsBetween(typed, one.word, slipsMax));
      expect(slips[0]).toBe(1);
      expect(slips).toEqual([...slips].sort((a, b) => a - b));
      expect(Math.max(...slips)).toBeLessThanOrEqual(slipsMax);
      expect(found.map((one) => one.word)).not.toContain(typed);
    }),
  ));

test('P3: of words as close, the one that begins alike comes first, then the one that names use more', () => {
  expect(closestWord('pian', [known('lian', 90), known('pain'), known('pion', 3)])?.word).toBe('pion');
  expect(closestWord('paim', [known('faim', 90), known('pain')])?.word).toBe('pain');
  expect(closestWord('thé', [known('the')])).toBeUndefined();
});

test('P3: names teach their words, each spelling counted once a name', () => {
  const names = [
    { fr: 'CREME GLACEE', en: 'Ice cream' },
    { fr: 'Crème brûlée, crème', en: 'Crème brûlée, crème' },
    { fr: 'Thé 4X', en: 'Tea' },
  ];
  expect(wordsOfNames(names).map(({ word, spelling, uses }) => `${word} ${spelling} ${uses}`)).toEqual([
    'brulee brûlée 1',
    'cream cream 1',
    'creme creme 1',
    'creme crème 1',
    'glacee glacee 1',
  ]);
});

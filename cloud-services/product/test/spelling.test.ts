import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closestWord, type KnownWord, slipsAllowed } from '../src/spelling/closest.ts';
import { slipsBetween } from '../src/spelling/distance.ts';
import { wordsOfNames } from '../src/spelling/vocabulary.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const letter = fc.constantFrom(...letters);
const word = fc.array(letter, { minLength: 4, maxLength: 12 }).map((all) => all.join(''));
const known = (text: string, uses = 1): KnownWord => ({ word: text, spelling: text, uses });

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

test('P3: the word that was meant is among the closest of all, and never farther than is allowed', () =>
  fc.assert(
    fc.property(word, slip, fc.array(word, { maxLength: 30 }), (meant, what, others) => {
      const typed = slipped(meant, what);
      const found = closestWord(
        typed,
        [...others, meant].map((one) => known(one)),
      );
      const slipsMax = slipsAllowed(typed);
      if (slipsMax === 0) {
        expect(found).toBeUndefined();
        return;
      }
      const slips = slipsBetween(typed, found?.word ?? '', slipsMax);
      expect(slips).toBeLessThanOrEqual(slipsBetween(typed, meant, slipsMax));
      for (const other of others) expect(slips).toBeLessThanOrEqual(slipsBetween(typed, other, slipsMax));
    }),
  ));

test('P3: of words as close, the one that begins alike comes first, then the one that names use more', () => {
  expect(closestWord('pian', [known('lian', 90), known('pain'), known('pion', 3)])?.word).toBe('pion');
  expect(closestWord('paim', [known('faim', 90), known('pain')])?.word).toBe('pain');
  expect(closestWord('thé', [known('the')])).toBeUndefined();
});

test('P3: a word is corrected to its spelling with accents, if any name has it', () => {
  const names = [
    { fr: 'CREME GLACEE', en: 'Ice cream' },
    { fr: 'Crème brûlée', en: 'Crème brûlée' },
  ];
  expect(wordsOfNames(names)).toEqual([
    { word: 'brulee', spelling: 'brûlée', uses: 1 },
    { word: 'cream', spelling: 'cream', uses: 1 },
    { word: 'creme', spelling: 'crème', uses: 2 },
    { word: 'glacee', spelling: 'glacee', uses: 1 },
  ]);
});

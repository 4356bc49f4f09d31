import { promotedValue } from '@comptoir/pricing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeDefinition } from '../src/api.ts';
import { readValue, shownValue } from '../src/attributes/read-value.ts';
import { rangesOf } from '../src/reads/ranges.ts';

const same = (text: string) => ({ fr: text, en: text });
const blue = { fr: 'Bleu', en: 'Blue' };
const of = (type: AttributeDefinition['type'], choices: { fr: string; en: string }[] = []) => ({
  type,
  choices,
});

test.each([
  ['a number with a comma', of('number'), same('12,50'), same('12.5')],
  ['a number in each language’s way', of('number'), { fr: '0,75', en: '0.75' }, same('0.75')],
  ['two numbers', of('number'), { fr: '1', en: '2' }, undefined],
  ['a number with its unit', of('number'), same('750 ml'), undefined],
  ['yes', of('boolean'), { fr: 'Oui', en: 'yes' }, { fr: 'oui', en: 'yes' }],
  ['yes and no', of('boolean'), { fr: 'oui', en: 'no' }, undefined],
  ['a choice in capitals', of('choice', [blue]), same('BLEU'), blue],
  ['a choice in English', of('choice', [blue]), same('blue'), blue],
  ['no choice', of('choice', [blue]), same('Vert'), undefined],
  ['a text', of('text'), { fr: 'Lin', en: 'Linen' }, { fr: 'Lin', en: 'Linen' }],
])('P1: %s is read as its attribute’s type asks', (_name, form, told, value) => {
  expect(readValue(form, told)).toEqual(value);
});

test('P1: a value in its form stays as it is, however often it is read, and promotions know it by one word', () => {
  const words = fc.string({ minLength: 1, maxLength: 12 });
  const number = fc
    .tuple(fc.integer({ min: -999, max: 999 }), fc.nat(999))
    .map(([whole, part]) => `${whole},${part}`);
  fc.assert(
    fc.property(
      fc.constantFrom('text', 'number', 'boolean', 'choice'),
      words,
      number,
      (type, word, digits) => {
        const form = of(type, [{ fr: word, en: `${word}!` }, blue]);
        const told = type === 'number' ? same(digits) : type === 'boolean' ? same('x') : same(word);
        const value = readValue(form, told);
        if (value === undefined) throw new Error('not read');
        expect(readValue(form, value)).toEqual(value);
        const known = promotedValue(value.fr);
        expect(promotedValue(known)).toBe(known);
      },
    ),
  );
});

test('P1: a number is shown with its unit, in each language’s way', () => {
  const volume = {
    ...of('number'),
    code: 'v',
    name: same('V'),
    unit: 'L',
    isFilter: true,
    forPromotions: false,
  };
  expect(shownValue({ ...volume, version: 1 }, same('0.75'))).toEqual({
    fr: '0,75\u00a0L',
    en: '0.75\u00a0L',
  });
});

test('P3: numbers are divided into a few ranges; each product is in just one, and a range taken as a filter holds just its own', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          number: fc.integer({ min: -5_000, max: 90_000 }).map((n) => n / 4),
          count: fc.integer({ min: 1, max: 9 }),
        }),
        { selector: ({ number }) => number, maxLength: 60 },
      ),
      (counted) => {
        const ranges = rangesOf(counted);
        expect(ranges.length).toBeLessThanOrEqual(7);
        if (counted.length <= 6) {
          expect(ranges).toEqual([]);
          return;
        }
        for (const { min, max, count } of ranges) {
          const own = counted.filter(({ number }) => min <= number && number <= max);
          expect(own.reduce((sum, one) => sum + one.count, 0)).toBe(count);
        }
        const total = (all: readonly { count: number }[]) => all.reduce((sum, { count }) => sum + count, 0);
        expect(total(ranges)).toBe(total(counted));
      },
    ),
  ));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phone } from '../src/phone.ts';

test.each([
  ['514 555-0123', '+15145550123'],
  ['(514) 555.0123', '+15145550123'],
  ['1-514-555-0123', '+15145550123'],
  ['+1 514 555 0123', '+15145550123'],
  ['+33 6 12 34 56 78', '+33612345678'],
])('a telephone number typed as %s is kept as %s', (typed, kept) => {
  expect(phone.parse(typed)).toBe(kept);
});

test.each(['', '555-0123', 'appelez-moi', '+0 514 555 0123', '514 555-0123 poste 4'])(
  '%j is no telephone number',
  (typed) => {
    expect(phone.safeParse(typed).success).toBe(false);
  },
);

test('what is kept is kept as it is, however often it is told again', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (kept) => {
      expect(phone.parse(kept)).toBe(kept);
    }),
  ));

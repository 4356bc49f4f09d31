import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Moment, mayLeave } from '../src/release/departure.ts';

const quiet: Moment = {
  ready: true,
  cardInTheAir: false,
  sinceSaleMs: 20_000,
  quietMs: 20_000,
  sinceToldMs: 0,
  asked: false,
  freeBytesAfterCopy: 1e9,
};

test.each([
  ['once nobody paid for a while', {}, true],
  ['not between two customers', { sinceSaleMs: 5_000 }, false],
  ['at once if somebody asks', { sinceSaleMs: 0, asked: true }, true],
  ['between two customers where a store is never quiet', { sinceSaleMs: 0, sinceToldMs: 3_600_000 }, true],
])('E18: an agent makes room %s', (_when, change, may) =>
  expect(mayLeave({ ...quiet, ...change })).toBe(may),
);

test('E18: never while a card is in the terminal, while the store could not sell anyway, or without room for a copy', () =>
  fc.assert(
    fc.property(
      fc.nat(1e7),
      fc.nat(1e7),
      fc.boolean(),
      fc.constantFrom({ cardInTheAir: true }, { ready: false }, { freeBytesAfterCopy: 1e8 }),
      (sinceSaleMs, sinceToldMs, asked, hindrance) =>
        !mayLeave({ ...quiet, sinceSaleMs, sinceToldMs, asked, ...hindrance }),
    ),
  ));

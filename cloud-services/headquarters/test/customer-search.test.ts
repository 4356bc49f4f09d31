import { expect, test } from 'vitest';
import { searchOf } from '../app/src/customers/search.ts';

test.each([
  [' Ana+1@Exemple.ca ', 'email=Ana%2B1%40Exemple.ca'],
  ['L1234 5678-9015', 'card=L123456789015'],
  ['l123456789015', 'card=L123456789015'],
  ['123456789015', 'card=L123456789015'],
])('C2: %s is searched for as %s', (typed, query) => expect(searchOf(typed)).toBe(query));

test.each(['', 'Ana', 'ana@', 'ana@exemple', 'L12345', '1234567890123', 'a b@exemple.ca'])(
  'C2: "%s" is no whole address or card, and is not asked',
  (typed) => expect(searchOf(typed)).toBeNull(),
);

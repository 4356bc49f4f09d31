/** Whose order a person looks at. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assess,
  type Facts,
  factNames,
  type RiskRules,
  riskRulesIn,
  usualRules,
} from '../src/risk/assess.ts';
import { networkOf, traitsOf } from '../src/risk/traits.ts';

const nothing = Object.fromEntries(factNames.map((name) => [name, 0])) as Facts;

test.each<[string, Partial<Facts>, string, string[]]>([
  ['an ordinary first order goes on', { amountMinor: 12_000, isFirstOrder: 1, isGuest: 1 }, 'accept', []],
  [
    'much on a first order is looked at',
    { amountMinor: 75_000, isFirstOrder: 1 },
    'review',
    ['large-first-order'],
  ],
  ['as much of somebody who came before goes on', { amountMinor: 75_000 }, 'accept', []],
  ['four declined cards are looked at', { declinesOfEmail: 4 }, 'review', ['many-declines']],
  ['a card that three others used is looked at', { othersWithCard: 3 }, 'review', ['card-of-many']],
  [
    'gift cards bought with a card that nobody has seen are looked at',
    { giftCardsBoughtMinor: 20_000, isNewCard: 1 },
    'review',
    ['gift-cards-with-new-card'],
  ],
  ['as many with a card that has paid before go on', { giftCardsBoughtMinor: 20_000 }, 'accept', []],
  [
    'much of an account of today is looked at',
    { isNewAccount: 1, isFirstOrder: 1, amountMinor: 50_000 },
    'review',
    ['new-account'],
  ],
  [
    'cards that are tried out are refused',
    { declinesOfEmail: 12 },
    'refuse',
    ['many-declines', 'cards-tried-out'],
  ],
])('O2: %s', (_name, facts, decision, reasons) => {
  expect(assess(usualRules, { ...nothing, ...facts })).toEqual({ decision, reasons });
});

const rule = fc.record({
  code: fc.constantFrom('one', 'two', 'three'),
  outcome: fc.constantFrom('review' as const, 'refuse' as const),
  atLeast: fc.dictionary(fc.constantFrom(...factNames), fc.nat(9), { minKeys: 1, maxKeys: 3 }),
});
const facts = fc.tuple(...factNames.map(() => fc.nat(9))).map((counts) => {
  return Object.fromEntries(factNames.map((name, at) => [name, counts[at]])) as Facts;
});

test('O2: more of any fact never makes an order less grave, and a rule more never does', () => {
  const gravity = { accept: 0, review: 1, refuse: 2 };
  const weigh = (rules: RiskRules, known: Facts) => gravity[assess(rules, known).decision];
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 6 }),
      facts,
      rule,
      fc.constantFrom(...factNames),
      (rules, known, more, name) => {
        const before = weigh(rules, known);
        return (
          weigh(rules, { ...known, [name]: known[name] + 1 }) >= before &&
          weigh([...rules, more], known) >= before
        );
      },
    ),
  );
});

test('O2: a shop’s own rules are JSON; none means that everything goes on; a fact that is none, and more than is counted, are refused', () => {
  expect(riskRulesIn.parse('[]')).toEqual([]);
  expect(riskRulesIn.parse(undefined)).toEqual(usualRules);
  for (const wrong of [
    'no',
    '[{"code":"x-y","outcome":"review","atLeast":{"luck":1}}]',
    '[{"code":"x-y","outcome":"review","atLeast":{}}]',
    '[{"code":"x-y","outcome":"review","atLeast":{"triesOfNetwork":201}}]',
  ])
    expect(riskRulesIn.safeParse(wrong).success).toBe(false);
});

test('O2: one subscriber is one network; an address of one’s own network says nothing; a street is one however it is typed', () => {
  expect(networkOf('203.0.113.7')).toBe(networkOf('::ffff:203.0.113.200'));
  expect(networkOf('203.0.113.7')).not.toBe(networkOf('203.0.114.7'));
  expect(networkOf('2001:db8:12:aa::1')).toBe(networkOf('2001:0db8:0012:bb:1:2:3:4'));
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0');
  for (const own of [
    '',
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.9',
    '172.20.0.1',
    '::1',
    'fe80::1%eth0',
    'fd00::1',
  ])
    expect(networkOf(own)).toBeNull();
  const at = (line: string, postalCode: string) =>
    traitsOf('', {
      delivery: {
        method: 'ship',
        address: { recipient: 'A', lines: [line], city: 'Montréal', region: 'QC', postalCode, country: 'CA' },
      },
    }).place;
  expect(at('12, rue Hébert', 'H2T 1S4')).toBe(at('12 RUE HEBERT', 'h2t1s4'));
  expect(at('12, rue Hébert', 'H2T 1S4')).not.toBe(at('14, rue Hébert', 'H2T 1S4'));
});

/**
 * Whether an order may go on by itself: rules as data over facts as numbers. Pure. A fact that is a yes or a no is 1 or 0; a
 * rule counts when each of the facts that it names is at least as great as it says. The gravest rule decides; all are told.
 */
import { z } from 'zod';
import { rulesSetting } from '../rules-setting.ts';

/** Of the card, known once it has answered: before that they are 0. */
export const cardFactNames = [
  /** Other e-mail addresses that ordered with this card in the last 30 days. */
  'othersWithCard',
  /** 1: nothing that was paid with this card before has been confirmed. */
  'isNewCard',
] as const;

/** Tries are checkouts that were begun in the last hour, this one not counted. */
export const factNames = [
  /** What is paid in all, with money and gift card. */
  'amountMinor',
  /** 1: none of these people's orders has been confirmed before. */
  'isFirstOrder',
  /** 1: bought without an account. */
  'isGuest',
  /** 1: the bill goes to another postal code than the goods. */
  'billsElsewhere',
  /** What a gift card pays of it. */
  'giftCardMinor',
  'triesOfEmail',
  'triesOfNetwork',
  /** Different e-mail addresses that ordered to this address in the last day. */
  'peopleAtAddress',
  'declinesOfEmail',
  'declinesOfNetwork',
  'declinesAtAddress',
  /** 1: the account was opened less than a day ago. */
  'isNewAccount',
  /** What gift cards among the goods come to. */
  'giftCardsBoughtMinor',
  ...cardFactNames,
] as const;
export type FactName = (typeof factNames)[number];
export type Facts = Readonly<Record<FactName, number>>;

/** The newest of an address, a network or a place are counted, and no more: whoever tries a thousand times costs no more than who tries two hundred times. */
export const countedMax = 200;
const counted: readonly FactName[] = [
  ...(['triesOfEmail', 'triesOfNetwork', 'peopleAtAddress'] as const),
  ...(['declinesOfEmail', 'declinesOfNetwork', 'declinesAtAddress'] as const),
];

const riskRules = z
  .array(
    z.strictObject({
      /** Told to staff, and kept with the order. */
      code: z.string().regex(/^[a-z][a-z-]{1,39}$/),
      outcome: z.enum(['review', 'refuse']),
      atLeast: z
        .partialRecord(z.enum(factNames), z.int().nonnegative())
        .refine((told) => Object.keys(told).length > 0, { message: 'a rule needs a fact' })
        .refine((told) => counted.every((name) => (told[name] ?? 0) <= countedMax), {
          message: `no more than ${countedMax} are counted`,
        }),
    }),
  )
  .max(100);
export type RiskRules = z.infer<typeof riskRules>;

/** Unless a shop has its own. Refusing is for tries of stolen cards: whoever buys much is looked at by a person. */
export const usualRules: RiskRules = [
  { code: 'large-first-order', outcome: 'review', atLeast: { amountMinor: 75_000, isFirstOrder: 1 } },
  { code: 'very-large', outcome: 'review', atLeast: { amountMinor: 300_000 } },
  {
    code: 'bills-elsewhere',
    outcome: 'review',
    atLeast: { billsElsewhere: 1, isFirstOrder: 1, amountMinor: 25_000 },
  },
  { code: 'large-gift-card', outcome: 'review', atLeast: { giftCardMinor: 50_000, isGuest: 1 } },
  {
    code: 'new-account',
    outcome: 'review',
    atLeast: { isNewAccount: 1, isFirstOrder: 1, amountMinor: 50_000 },
  },
  { code: 'card-of-many', outcome: 'review', atLeast: { othersWithCard: 3 } },
  {
    code: 'gift-cards-with-new-card',
    outcome: 'review',
    atLeast: { giftCardsBoughtMinor: 20_000, isNewCard: 1 },
  },
  { code: 'many-tries', outcome: 'review', atLeast: { triesOfEmail: 8 } },
  { code: 'many-declines', outcome: 'review', atLeast: { declinesOfEmail: 4 } },
  { code: 'many-declines-at-address', outcome: 'review', atLeast: { declinesAtAddress: 8, isFirstOrder: 1 } },
  { code: 'many-from-network', outcome: 'review', atLeast: { triesOfNetwork: 40, isFirstOrder: 1 } },
  { code: 'cards-tried-out', outcome: 'refuse', atLeast: { declinesOfEmail: 12 } },
  { code: 'cards-tried-out-from-network', outcome: 'refuse', atLeast: { declinesOfNetwork: 25 } },
];

export const riskRulesIn = rulesSetting(riskRules, usualRules);

export type Assessment = Readonly<{
  decision: 'accept' | 'review' | 'refuse';
  /** Codes of the rules that counted, in their order. */
  reasons: readonly string[];
}>;

export function assess(rules: RiskRules, facts: Facts): Assessment {
  const fitting = rules.filter(({ atLeast }) =>
    factNames.every((name) => facts[name] >= (atLeast[name] ?? Number.NEGATIVE_INFINITY)),
  );
  const outcomes = fitting.map(({ outcome }) => outcome);
  const decision = outcomes.includes('refuse') ? 'refuse' : outcomes.includes('review') ? 'review' : 'accept';
  return { decision, reasons: fitting.map(({ code }) => code) };
}

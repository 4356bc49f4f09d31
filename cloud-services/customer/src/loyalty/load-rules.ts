import rules from '../../data/loyalty-rules.json' with { type: 'json' };
import { earningRules, payingRules } from './rules.ts';

const { pointMinor, leftToPayMinorMin, ...earning } = rules;
/** What points pay; these do not change while carts and tills hold them. */
export const paying = payingRules.parse({ pointMinor, leftToPayMinorMin });
/** In force until head office changes them. */
export const firstRules = earningRules.parse(earning);

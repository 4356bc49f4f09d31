import rules from '../../data/loyalty-rules.json' with { type: 'json' };
import { loyaltyRules } from './rules.ts';

export const rulesInForce = loyaltyRules.parse(rules);

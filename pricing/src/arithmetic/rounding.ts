/** How an exact fraction becomes whole minor units: an argument of whatever rounds, one file a rule. */
import type { Fraction } from './fraction.ts';

export type RoundingRule = (exact: Fraction) => bigint;

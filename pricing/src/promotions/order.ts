/** The one order in which promotions are looked at, whatever order they came in. */
import type { Promotion } from '../contract.ts';

export function byPriority(a: Promotion, b: Promotion): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

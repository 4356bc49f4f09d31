/**
 * How often a call may be tried again: as one in ten of all calls, so that a neighbour in trouble gets a tenth more to do at the
 * most, and not twice as much. Pure. Source: docs, Reliability, Rules for all; Google SRE book, Handling Overload, Deciding to retry.
 */

export const retriesPerCall = 0.1;
/** So that a quiet service may try again too; also what a long quiet time saves up. */
export const savedMax = 10;

export type RetryBudget = Readonly<{
  called(): void;
  /** @returns whether this retry is within the budget; then it is spent. */
  spend(): boolean;
}>;

export function createRetryBudget(): RetryBudget {
  let saved = savedMax;
  return {
    called() {
      saved = Math.min(savedMax, saved + retriesPerCall);
    },
    spend() {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}

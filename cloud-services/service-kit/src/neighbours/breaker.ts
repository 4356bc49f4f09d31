/**
 * When not to call somebody who does not answer: after so many failures in a row nobody calls for a while; then one call, the
 * probe, finds out for all. Pure: time arrives with the event. Source: docs, Reliability, Rules for all, Breakers.
 */

export type Breaker =
  | Readonly<{ at: 'closed'; failures: number }>
  | Readonly<{ at: 'open'; untilMs: number; pauseMs: number }>
  /** The probe is under way. */
  | Readonly<{ at: 'half-open'; pauseMs: number }>;

/** How a call was let through: its outcome is told under the same name. */
export type Pass = 'call' | 'probe';
/** `unknown`: the call was given up by whoever made it, or ended in something that says nothing of the other side. */
export type Outcome = 'answered' | 'failed' | 'unknown';

export const failuresMax = 5;
export const pauseMsMin = 1_000;
/** Short, since a supervisor has a dead process back in seconds. */
export const pauseMsMax = 8_000;

export const closed: Breaker = { at: 'closed', failures: 0 };

/** @returns the pass with which a call may go; undefined: it may not. Assumes that each pass is settled, once. */
export function ask(breaker: Breaker, nowMs: number): Readonly<{ breaker: Breaker; pass: Pass | undefined }> {
  if (breaker.at === 'closed') return { breaker, pass: 'call' };
  if (breaker.at === 'half-open' || nowMs < breaker.untilMs) return { breaker, pass: undefined };
  return { breaker: { at: 'half-open', pauseMs: breaker.pauseMs }, pass: 'probe' };
}

/** Late news of calls that were let through before it opened change nothing: the probe decides. */
export function settle(breaker: Breaker, pass: Pass, outcome: Outcome, nowMs: number): Breaker {
  switch (breaker.at) {
    case 'closed':
      return outcome === 'failed' ? failedOnceMore(breaker.failures + 1, nowMs) : afterCall(breaker, outcome);
    case 'open':
      return breaker;
    case 'half-open':
      if (pass === 'call') return breaker;
      return outcome === 'answered' ? closed : opened(Math.min(2 * breaker.pauseMs, pauseMsMax), nowMs);
  }
}

const afterCall = (breaker: Breaker, outcome: Outcome): Breaker =>
  outcome === 'answered' ? closed : breaker;

const failedOnceMore = (failures: number, nowMs: number): Breaker =>
  failures < failuresMax ? { at: 'closed', failures } : opened(pauseMsMin, nowMs);

const opened = (pauseMs: number, nowMs: number): Breaker => ({
  at: 'open',
  untilMs: nowMs + pauseMs,
  pauseMs,
});

/** How long until a call may pass, as far as is known: while a probe is under way, its news may come at any moment. */
export function restMs(breaker: Breaker, nowMs: number): number {
  if (breaker.at === 'closed') return 0;
  return breaker.at === 'open' ? Math.max(0, breaker.untilMs - nowMs) : pauseMsMin;
}

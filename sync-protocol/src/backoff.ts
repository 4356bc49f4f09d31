/** How long to wait before asking again: full jitter, the bound doubling from 1 s to 60 s. Source: docs/sync-protocol.md, Up. */
import { assert } from './assert.ts';

const firstMs = 1_000;
const boundMs = 60_000;
/** Waits longer than this are not obeyed: a faulty `Retry-After` must not silence a store for a day. */
export const retryAfterMaxMs = 15 * 60_000;

/**
 * @param attempt how many tries in a row have failed before this one, from 0.
 * @param random in [0, 1), so that a thousand stores do not come back in the same second.
 * @param retryAfterMs what the other side asked for; the jitter comes on top.
 */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
  assert(random >= 0 && random < 1, `random ${random}`);
  const bound = Math.min(boundMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(Math.min(Math.max(retryAfterMs, 0), retryAfterMaxMs) + random * bound);
}

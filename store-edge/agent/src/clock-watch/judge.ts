/** When a wall clock cannot be believed. Source: docs/sync-protocol.md, Clocks. */
const backMs = 2 * 60_000;
/** More than a day: a machine that slept overnight has a monotonic clock that slept with it. */
const onMs = 26 * 3_600_000;

/** Both are milliseconds since 1970; `expectedMs` is what a clock that never jumps makes of an earlier reading. */
export function isJump(expectedMs: number, foundMs: number): boolean {
  const byMs = foundMs - expectedMs;
  return byMs < -backMs || byMs > onMs;
}

/** Near enough to what was expected for a jump to be over. */
export const isPutRight = (expectedMs: number, foundMs: number): boolean =>
  Math.abs(foundMs - expectedMs) <= backMs;

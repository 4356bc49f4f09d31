/** Wrong passwords: five in a row close a login for 15 minutes. Pure. */
export const failuresMax = 5;
export const lockMs = 15 * 60_000;

export type Failures = Readonly<{ failures: number; lockedUntil: Date | null }>;
export const noFailures: Failures = { failures: 0, lockedUntil: null };

/** Seconds until another try is allowed; 0: now. */
export function waitSeconds({ lockedUntil }: Failures, now: Date): number {
  return lockedUntil ? Math.max(0, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1_000)) : 0;
}

/** A lock that has run out begins the count anew. */
export function afterFailure(before: Failures, now: Date): Failures {
  const hasRunOut = before.lockedUntil !== null && before.lockedUntil.getTime() <= now.getTime();
  const failures = (hasRunOut ? 0 : before.failures) + 1;
  return { failures, lockedUntil: failures >= failuresMax ? new Date(now.getTime() + lockMs) : null };
}

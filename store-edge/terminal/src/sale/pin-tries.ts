/** Wrong PINs while the edge is away: five, then five minutes, as the edge itself does it. Pure. */
const triesMax = 5;
const lockMs = 5 * 60_000;

export type PinTries = Readonly<{ wrong: number; lockedAtMs: number | null }>;
export const noTries: PinTries = { wrong: 0, lockedAtMs: null };

/** @returns how long yet; 0 when it may be tried. A clock that was set back locks nobody out for days. */
export function lockedForMs({ lockedAtMs }: PinTries, nowMs: number): number {
  if (lockedAtMs === null || nowMs < lockedAtMs) return 0;
  return Math.max(0, lockedAtMs + lockMs - nowMs);
}

export const leftOf = ({ wrong }: PinTries): number => triesMax - wrong;

/** Counted before the PIN is looked at: a reload in between forgives nothing. */
export function onTry({ wrong, lockedAtMs }: PinTries, nowMs: number): PinTries {
  // A lock that is over: the count begins anew.
  const before = lockedAtMs === null ? wrong : 0;
  return { wrong: before + 1, lockedAtMs: before + 1 >= triesMax ? nowMs : null };
}

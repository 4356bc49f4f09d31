/** Whoever guesses passwords is slowed down, not locked out: else anyone could lock anyone out. Pure. */

export type Guesses = Readonly<{ tries: number; waitUntil: Date; lastAt: Date }>;

const freeTries = 8;
const waitMsMax = 15 * 60_000;
const forgottenMs = 24 * 3_600_000;

/** A try is counted before its password is checked: a thousand at once are not one. */
export type Try = Readonly<{ isAllowed: true; guesses: Guesses } | { isAllowed: false; waitSeconds: number }>;

export function oneMoreTry(before: Guesses | undefined, now: Date): Try {
  const known = before && now.getTime() - before.lastAt.getTime() < forgottenMs ? before : undefined;
  if (known && known.waitUntil > now)
    return { isAllowed: false, waitSeconds: Math.ceil((known.waitUntil.getTime() - now.getTime()) / 1_000) };
  const tries = (known?.tries ?? 0) + 1;
  return {
    isAllowed: true,
    guesses: { tries, waitUntil: new Date(now.getTime() + waitAfterMs(tries)), lastAt: now },
  };
}

/** Eight tries are free; the ninth waits 2 s, then twice as long each time, 15 min at the most. */
export const waitAfterMs = (tries: number): number =>
  tries < freeTries ? 0 : Math.min(1_000 * 2 ** Math.min(tries - freeTries + 1, 20), waitMsMax);

/** Whoever guesses passwords is slowed down, not locked out: else anyone could lock anyone out. Pure. */

export type Guesses = Readonly<{ tries: number; waitUntil: Date; lastAt: Date }>;
export type Patience = Readonly<{ freeTries: number; waitMsMax: number }>;

/** One account from one address: a person who mistypes, or a guesser. */
export const atOneAddress: Patience = { freeTries: 8, waitMsMax: 15 * 60_000 };
/** One account from everywhere: many guessers at once. Its owner waits for half a minute at the worst. */
export const atAnyAddress: Patience = { freeTries: 60, waitMsMax: 30_000 };
const forgottenMs = 24 * 3_600_000;

/** A try is counted before its password is checked: a thousand at once are not one. */
export type Try = Readonly<{ isAllowed: true; guesses: Guesses } | { isAllowed: false; waitSeconds: number }>;

export function oneMoreTry(before: Guesses | undefined, now: Date, patience: Patience): Try {
  const known = before && now.getTime() - before.lastAt.getTime() < forgottenMs ? before : undefined;
  if (known && known.waitUntil > now)
    return { isAllowed: false, waitSeconds: Math.ceil((known.waitUntil.getTime() - now.getTime()) / 1_000) };
  const tries = (known?.tries ?? 0) + 1;
  return {
    isAllowed: true,
    guesses: { tries, waitUntil: new Date(now.getTime() + waitAfterMs(tries, patience)), lastAt: now },
  };
}

/** Some tries are free; the next one waits 2 s, then twice as long each time, up to the most. */
export const waitAfterMs = (tries: number, { freeTries, waitMsMax }: Patience): number =>
  tries < freeTries ? 0 : Math.min(1_000 * 2 ** Math.min(tries - freeTries + 1, 20), waitMsMax);

/** A badge that is scanned signs somebody in, or allows what is being asked: whichever the screen waits for. */
import { parseBadgeCode } from '@comptoir/sync-protocol/ids/badge-code';
import { sound, tell } from './context.ts';
import { store } from './store.ts';

type Taker = (badge: string) => void;
/** Two who were called both come: the badge of the second, read so soon, was meant to allow and takes the till from nobody. */
const sameCallMs = 3_000;

let taker: Taker | null = null;
let takenAtMs = Number.NEGATIVE_INFINITY;
let signIn: Taker = () => undefined;

/** Who is signed in when a badge is scanned and nothing is asked. */
export function badgesSignIn(take: Taker): void {
  signIn = take;
}

export const isBadge = (text: string): boolean => parseBadgeCode(text) !== null;

/** What is being asked can be allowed by badge, until the returned function is called. */
export function wantBadge(take: Taker): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Scanned at the lock screen it signs in; while something is asked it allows it; at a till in use it is the next cashier's. */
export function scanBadge(badge: string, atMs: number): void {
  const { dialog, draft, tendering } = store.state;
  if (taker) {
    takenAtMs = atMs;
    taker(badge);
  } else if (store.state.session !== null && atMs - takenAtMs < sameCallMs)
    tell({ kind: 'already-allowed' }, 'refused');
  else if (dialog !== null || tendering || draft.attempt !== null) sound('refused');
  else signIn(badge);
}

/** A badge that is scanned signs somebody in, or allows what is being asked: whichever the screen waits for. */
import { parseBadgeCode } from '@comptoir/sync-protocol/ids/badge-code';
import { sound } from './context.ts';
import { store } from './store.ts';

type Taker = (badge: string) => void;
let taker: Taker | null = null;
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
export function scanBadge(badge: string): void {
  const { dialog, draft, tendering } = store.state;
  if (taker) taker(badge);
  else if (dialog !== null || tendering || draft.attempt !== null) sound('refused');
  else signIn(badge);
}

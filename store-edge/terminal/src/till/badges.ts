/** A badge that is scanned signs somebody in, or allows what is being asked: whichever the screen waits for. */
import { parseBadgeCode } from '@comptoir/sync-protocol/ids/badge-code';
import { sound } from './context.ts';
import { lock, loginByBadge } from './session.ts';
import { store } from './store.ts';

type Taker = (badge: string) => void;
let taker: Taker | null = null;

export const isBadge = (text: string): boolean => parseBadgeCode(text) !== null;

/** What is being asked can be allowed by badge, until the returned function is called. */
export function wantBadge(take: Taker): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Scanned at the lock screen it signs in; while something is asked it allows it; at a till in use it is the next cashier's. */
export async function scanBadge(badge: string): Promise<void> {
  const { session, dialog, draft, tendering } = store.state;
  if (taker) taker(badge);
  else if (dialog !== null || tendering || draft.attempt !== null) sound('refused');
  else {
    if (session !== null) await lock();
    await loginByBadge(badge);
  }
}

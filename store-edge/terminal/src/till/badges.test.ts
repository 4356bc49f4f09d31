import { badgeCodeOf } from '@comptoir/sync-protocol/ids/badge-code';
import { afterEach, expect, test } from 'vitest';
import { badgesSignIn, wantBadge } from './badges.ts';
import { scan } from './selling.ts';
import { store } from './store.ts';

const before = store.state;
afterEach(() => {
  badgesSignIn(() => undefined);
  store.set(before);
});
const badge = (of: number) => badgeCodeOf(new Uint8Array(13).fill(of));

test('E11: of two supervisors who read their badges for one act the first allows it; the second takes the till from nobody and is told, and a badge read later is the next cashier’s', () => {
  const [allowed, signedIn]: [string[], string[]] = [[], []];
  store.set({ session: { session: 's' } as never, sound: false });
  badgesSignIn((code) => signedIn.push(code));
  const over = wantBadge((code) => allowed.push(code));
  scan(badge(1), null, 1_000_000);
  over();
  scan(badge(2), null, 1_001_500);
  expect([allowed, signedIn]).toEqual([[badge(1)], []]);
  expect(store.state.notice).toEqual({ kind: 'already-allowed' });
  scan(badge(3), null, 1_010_000);
  expect(signedIn).toEqual([badge(3)]);
});

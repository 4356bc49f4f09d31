/** Who is signed in at this tablet. Kept over a reload, since a tablet is reloaded in the aisle without a network too. */
import type { SignedIn } from '@comptoir/edge-agent/back-office/api';
import { watched } from '../store.ts';

const key = 'comptoir.back-office.session';
const tabletKey = 'comptoir.back-office.tablet';

function kept(): SignedIn | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

const store = watched<SignedIn | null>(kept());

export const session = {
  ...store,
  begin(signedIn: SignedIn): void {
    localStorage.setItem(key, JSON.stringify(signedIn));
    store.set(signedIn);
  },
  /** What was counted stays on the tablet. */
  end(): void {
    localStorage.removeItem(key);
    store.set(null);
  },
};

/** Tells two tablets of one person apart. */
export function tabletId(): string {
  const known = localStorage.getItem(tabletKey);
  if (known) return known;
  const made = crypto.randomUUID().slice(0, 8);
  localStorage.setItem(tabletKey, made);
  return made;
}

/** Whether the edge answers, and what it says of itself: looked at each few seconds while somebody is signed in. */
import type { Presence } from '@comptoir/edge-agent/back-office/api';
import { session } from '../session/session.ts';
import { watched } from '../store.ts';
import { ask, Unreachable } from './client.ts';

type Reach = Readonly<{
  reachable: boolean;
  /** Since when it has not answered. */
  since: number;
  /** The edge's clock less ours. */
  clockOffsetMs: number;
  /** Where the store counts: changes when its history does. */
  database: string | null;
}>;

const everyMs = 8_000;
export const reach = watched<Reach>({ reachable: true, since: 0, clockOffsetMs: 0, database: null });

/** The edge's time, as well as this tablet knows it. */
export const edgeNow = (): Date => new Date(Date.now() + reach.get().clockOffsetMs);

/** How often the network was lost. An answer that was on its way when it was says nothing about now. */
let losses = 0;

export async function look(): Promise<void> {
  if (!session.get()) return;
  const lossesBefore = losses;
  try {
    const askedAt = Date.now();
    const { now, database } = await ask<Presence>('GET', '/sessions/current');
    if (losses !== lossesBefore) return;
    const clockOffsetMs = Date.parse(now) - (askedAt + Date.now()) / 2;
    reach.change({ reachable: true, clockOffsetMs, database });
  } catch (error) {
    if (error instanceof Unreachable) lost();
  }
}

function lost(): void {
  losses += 1;
  if (reach.get().reachable) reach.change({ reachable: false, since: Date.now() });
}

export function watchReach(): void {
  window.addEventListener('offline', lost);
  window.addEventListener('online', () => void look());
  setInterval(() => void look(), everyMs);
  session.subscribe(() => void look());
  void look();
}

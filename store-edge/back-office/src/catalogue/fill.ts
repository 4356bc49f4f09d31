/** Brings the catalogue to this tablet, and what changes of it. */
import type { CountablePage } from '@comptoir/edge-agent/back-office/api';
import { ask } from '../edge/client.ts';
import { reach } from '../edge/presence.ts';
import { session } from '../session/session.ts';
import { watched } from '../store.ts';
import { checkpoint, forget, keep, productCount } from './kept.ts';

const pageSize = 1_000;
const againMs = 60_000;

/** `ready`: all of it has come once; counting without a network knows every code. */
export const filled = watched<Readonly<{ count: number; total: number; ready: boolean }>>({
  count: 0,
  total: 0,
  ready: localStorage.getItem('comptoir.back-office.catalogue') === 'whole',
});

let isFilling = false;

export function keepFilled(): void {
  const soon = () => void fill();
  session.subscribe(soon);
  reach.subscribe(() => {
    if (reach.get().reachable && !filled.get().ready) soon();
  });
  setInterval(soon, againMs);
  soon();
}

async function fill(): Promise<void> {
  if (isFilling || !session.get() || !reach.get().reachable) return;
  isFilling = true;
  try {
    while (await pullPage());
  } catch {
    // Out of reach: what came is kept, the rest follows.
  } finally {
    isFilling = false;
  }
}

/** @returns whether there is more. */
async function pullPage(): Promise<boolean> {
  const known = (await checkpoint()) ?? { epoch: '', pos: 0 };
  const query = new URLSearchParams({
    afterEpoch: known.epoch,
    afterPos: String(known.pos),
    limit: String(pageSize),
  });
  const page = await ask<CountablePage>('GET', `/catalogue?${query}`);
  // Positions of two epochs cannot be compared: what was deleted in between would stay.
  if (known.epoch !== '' && page.checkpoint.epoch !== known.epoch) await forget();
  await keep(page.products, page.checkpoint);
  const ready = page.caughtUp || filled.get().ready;
  if (page.products.length > 0 || !filled.get().ready)
    filled.set({ count: await productCount(), total: page.total, ready });
  if (ready) localStorage.setItem('comptoir.back-office.catalogue', 'whole');
  return page.products.length === pageSize;
}

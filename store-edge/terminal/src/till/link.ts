/** Whether the edge answers. Silence at the moment of paying counts at once; else a restart of a second is nobody's business. */
import { isAway } from '../sale/provisional.ts';
import { nowText } from './context.ts';
import { store } from './store.ts';

/** A cut of less is not told. */
const lostDelayMs = 1_200;

let timer: ReturnType<typeof setTimeout> | undefined;
let reconnect = () => {};

/** @param again drops the connection, if there still seems to be one, and makes a new one. */
export function followLink(again: () => void): void {
  reconnect = again;
}

export function found(): void {
  clearTimeout(timer);
  timer = undefined;
  const { notice } = store.state;
  // What was told while the edge was away is no longer true.
  const isOver = notice?.kind === 'edge-unreachable' || notice?.kind === 'cash-only';
  store.set({ link: { reachable: true, since: null }, ...(isOver ? { notice: null } : {}) });
}

export function lost(): void {
  if (isAway(store.state.link) || timer !== undefined) return;
  const since = nowText();
  timer = setTimeout(() => store.set({ link: { reachable: false, since } }), lostDelayMs);
}

/** It did not answer although somebody waits: it is away until a new connection says otherwise. */
export function silent(): void {
  clearTimeout(timer);
  timer = undefined;
  if (!isAway(store.state.link)) store.set({ link: { reachable: false, since: nowText() } });
  reconnect();
}

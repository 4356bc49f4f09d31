/** A till that nobody touches locks itself: whoever comes next says who they are, and finds the basket (E11). */
import { store } from './store.ts';

const minuteMs = 60_000;

let onIdle: (() => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let touchedAtMs = Number.NEGATIVE_INFINITY;

/** How long nobody has been there; without end before the first touch. */
export const sinceTouchedMs = (): number => performance.now() - touchedAtMs;

/** Somebody is there: by touch, by key, and by scan, which the browser does not see when the edge reads it. */
export function somebodyIsThere(): void {
  touchedAtMs = performance.now();
  follow();
}

function follow(): void {
  clearTimeout(timer);
  if (onIdle === null) return;
  timer = setTimeout(() => {
    // A customer at the payment terminal is not nobody.
    if (store.state.draft.attempt === null) onIdle?.();
    follow();
  }, store.state.settings['auto-lock-minutes'] * minuteMs);
}

/** @returns ends it. */
export function lockWhenIdle(lockNow: () => void): () => void {
  onIdle = lockNow;
  const events = ['pointerdown', 'keydown'] as const;
  for (const event of events) window.addEventListener(event, somebodyIsThere, true);
  follow();
  return () => {
    onIdle = null;
    clearTimeout(timer);
    for (const event of events) window.removeEventListener(event, somebodyIsThere, true);
  };
}

/** A till that nobody touches locks itself: whoever comes next says who they are, and finds the basket (E11). */
import { lock } from './session.ts';
import { store } from './store.ts';

const idleMs = 5 * 60_000;

export function lockWhenIdle(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A customer at the payment terminal is not nobody.
      if (store.state.draft.attempt === null) void lock();
      touched();
    }, idleMs);
  };
  for (const event of ['pointerdown', 'keydown'] as const) window.addEventListener(event, touched, true);
  touched();
}

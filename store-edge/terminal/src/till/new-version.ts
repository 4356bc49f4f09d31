/**
 * This build is kept on the machine, so that the till opens without the store's server; a newer one is taken only at the lock screen,
 * where nobody is in the middle of anything and the basket is on disk; and once nobody has touched it for some seconds, since a PIN may
 * be half typed.
 */
import { sinceTouchedMs } from './auto-lock.ts';
import { settled } from './basket.ts';
import { store } from './store.ts';

/** Longer than anybody stops between two digits of a PIN. */
const untouchedMs = 3_000;

let kept: ServiceWorkerRegistration | null = null;
let asked = false;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function keepForLater(): Promise<void> {
  // While developing, yesterday's files would come back.
  if (!import.meta.env.PROD) return;
  try {
    kept = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    // A browser that forbids it sells all the same, as long as the server hands out the page.
    return;
  }
  kept.addEventListener('updatefound', () => {
    kept?.installing?.addEventListener('statechange', takeIfIdle);
  });
  store.watch(takeIfIdle);
  takeIfIdle();
}

/** A till runs for days: it asks whenever the server is back, which is also what an upgrade of the server looks like. */
export function lookForNewVersion(): void {
  // No answer, or one that is torn: the build at hand is good.
  kept?.update().catch(() => undefined);
}

function takeIfIdle(): void {
  const { stage, session, login } = store.state;
  const waiting = kept?.waiting;
  // The very first build waits for nothing, and passes through here on its way.
  if (!waiting || !kept?.active || asked || stage !== 'ready' || session !== null || login.busy) return;
  const leftMs = untouchedMs - sinceTouchedMs();
  clearTimeout(timer);
  if (leftMs > 0) {
    timer = setTimeout(takeIfIdle, leftMs);
    return;
  }
  asked = true;
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  void settled().then(() => waiting.postMessage('take-over'));
}

/** Waiting for a condition of another process, with an end. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 50;

/**
 * Asks until `check` says yes. A `check` that throws counts as no.
 * @throws Error `what` was not so within the time, when the time is over.
 */
export async function waitUntil(
  what: string,
  timeoutMs: number,
  check: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const so = await Promise.resolve()
      .then(check)
      .catch(() => false);
    if (so) return;
    if (Date.now() > end) throw new Error(`${what} was not so within ${Math.round(timeoutMs / 1000)} s`);
    await pause(pollMs);
  }
}

const connectTimeoutMs = 1_000;

/** Whether something accepts connections there. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: connectTimeoutMs });
    const done = (so: boolean) => {
      socket.destroy();
      resolve(so);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

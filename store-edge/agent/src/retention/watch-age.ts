import type { Logger } from 'pino';
import { isDiskError } from '../database/disk-error.ts';
import { atLeisure } from '../turns.ts';
import { letGo, type Retained } from './let-go.ts';

const everyMs = 6 * 3_600_000;
type Watched = Retained & Readonly<{ log: Logger; fatal: (error: unknown) => void }>;

/** At start and four times a day, between two sales. What fails is tried again: nobody waits for it. */
export function watchAge({ log, fatal, ...retained }: Watched): Readonly<{ stop: () => Promise<void> }> {
  const stopped = new AbortController();
  const look = async () => {
    try {
      const records = await atLeisure(letGo(retained), stopped.signal);
      if (records > 0) log.info({ records }, 'old records went: head office has them');
    } catch (error) {
      if (stopped.signal.aborted) return;
      if (isDiskError(error)) fatal(error);
      else log.warn({ err: error }, 'old records did not go yet');
    }
  };
  let running = look();
  const timer = setInterval(() => {
    running = running.then(look);
  }, everyMs);
  const stop = () => {
    clearInterval(timer);
    stopped.abort();
    return running;
  };
  return { stop };
}

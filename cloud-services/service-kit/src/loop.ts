/** A background worker: runs when woken or when its period ends, never twice at once, and stops when asked. */
import { errorFields, type Logger } from './logger.ts';

export type Loop = Readonly<{ wake(): void; close(): Promise<void> }>;

/**
 * @param step one turn; `true` asks for another at once (there is more to do).
 * @param periodMs the longest pause between turns, whatever becomes of wakes.
 */
export function startLoop(
  name: string,
  periodMs: number,
  logger: Logger,
  step: (signal: AbortSignal) => Promise<unknown>,
): Loop {
  const abort = new AbortController();
  let woken = false;
  let rest: (() => void) | undefined;
  let failing = false;
  const wake = () => {
    woken = true;
    rest?.();
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      if (woken || abort.signal.aborted) return resolve();
      const timer = setTimeout(resolve, periodMs);
      rest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!abort.signal.aborted) {
      woken = false;
      try {
        if ((await step(abort.signal)) === true) woken = true;
        failing = false;
      } catch (error) {
        if (!failing && !abort.signal.aborted)
          logger.warn(errorFields(error), `${name} could not do its work; it tries again`);
        failing = true;
        woken = false;
      }
      await pause();
      rest = undefined;
    }
  };
  const ended = run();
  return {
    wake,
    async close() {
      abort.abort();
      rest?.();
      await ended;
    },
  };
}

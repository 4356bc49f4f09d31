/** A background worker: runs when woken or when its period ends, never twice at once, and stops when asked. */
import { errorFields, type Logger } from './logger.ts';

export type Loop = Readonly<{ wake(): void; close(): Promise<void> }>;

/**
 * @param step one turn; `true` asks for another at once (there is more to do).
 * @param periodMs the longest pause between turns, whatever becomes of wakes.
 * @param restMs the shortest, unless there is more to do: what comes in a burst is then done together. Whoever comes first waits for nothing.
 */
export function startLoop(
  name: string,
  periodMs: number,
  logger: Logger,
  step: (signal: AbortSignal) => Promise<unknown>,
  restMs = 0,
): Loop {
  const abort = new AbortController();
  let woken = false;
  let rest: (() => void) | undefined;
  let failing = false;
  const wake = () => {
    woken = true;
    rest?.();
  };
  const pause = (ms: number, isOver: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isOver() || abort.signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      rest = () => {
        if (!isOver() && !abort.signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!abort.signal.aborted) {
      woken = false;
      let hasMore = false;
      try {
        hasMore = (await step(abort.signal)) === true;
        failing = false;
      } catch (error) {
        if (!failing && !abort.signal.aborted)
          logger.warn(errorFields(error), `${name} could not do its work; it tries again`);
        failing = true;
        woken = false;
      }
      if (hasMore) continue;
      await pause(restMs, () => restMs === 0);
      await pause(periodMs, () => woken);
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

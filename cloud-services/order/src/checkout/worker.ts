/** Carries checkouts on: those that somebody waits for at once, those that a dead process left, and what falls due. */
import { setTimeout as sleep } from 'node:timers/promises';
import { errorFields, type Loop, startLoop } from '@comptoir/service-kit';
import type { OrderParts } from '../parts.ts';
import { dueSagas } from '../store/sagas.ts';
import { type Begun, type Decided, drive } from './drive.ts';

const sweepMs = 500;
const atOnceMax = 16;
/** Whoever asked is told `processing` after this; the checkout goes on. */
const decideMsMax = 9_000;
const leasedAgainMs = 100;

export type Worker = Readonly<{
  /**
   * Resolves when the checkout is decided, waits for its customer, or has taken too long.
   * @returns what it came to; undefined: it has to be read.
   */
  decide(orderId: string, begun?: Begun): Promise<Decided | undefined>;
  wake(): void;
  close(): Promise<void>;
}>;

export function startWorker(parts: OrderParts): Worker {
  /** What runs here: waited for when the process is asked to stop. */
  const running = new Set<Promise<unknown>>();

  function begin(orderId: string, begun?: Begun, onDecided?: (decided?: Decided) => void): Promise<boolean> {
    const run = drive(parts, orderId, begun, onDecided).catch((error: unknown) => {
      parts.logger.error(
        { ...errorFields(error), orderId },
        'a checkout could not be carried on; it is tried again',
      );
      return true;
    });
    running.add(run);
    void run.finally(() => running.delete(run));
    return run;
  }

  const sweeper: Loop = startLoop('the sweeper of checkouts', sweepMs, parts.logger, async () => {
    await parts.executors.look();
    const room = atOnceMax - running.size;
    if (room <= 0) return false;
    // Not waited for: one that waits for a slow provider holds up no other. Its lease keeps it from being begun twice.
    for (const id of await dueSagas(parts.database, parts.executors, room)) void begin(id);
    return false;
  });

  /** @returns false while another has the lease; true where it has to be read what it came to. */
  const decidedBy = (orderId: string, begun?: Begun): Promise<Decided | boolean> =>
    new Promise((resolve) => {
      void begin(orderId, begun, (decided) => resolve(decided ?? true)).then(resolve);
    });

  return {
    async decide(orderId, begun) {
      let isOver = false;
      const look = async () => {
        let outcome = begun ? await decidedBy(orderId, begun) : false;
        // Somebody else may have it, for a moment: then it is looked at again.
        while (!outcome && !isOver) {
          outcome = await decidedBy(orderId);
          if (!outcome) await sleep(leasedAgainMs);
        }
        return typeof outcome === 'boolean' ? undefined : outcome;
      };
      const decided = await Promise.race([look(), sleep(decideMsMax, undefined, { ref: false })]);
      isOver = true;
      return decided;
    },
    wake: () => sweeper.wake(),
    async close() {
      await sweeper.close();
      await Promise.all(running);
    },
  };
}

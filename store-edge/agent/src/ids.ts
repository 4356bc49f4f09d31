import { randomFillSync } from 'node:crypto';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import type { Clock } from './clock.ts';

const POOL_BYTES = 4_096;

/** UUIDv7 that never goes back within this process. Randomness is drawn by the page: a call each would cost more than the rest. */
export function createIds(clock: Clock): () => string {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  const random = (length: number): Uint8Array => {
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += length;
    return pool.slice(used - length, used);
  };
  return uuid7Generator({ now: () => clock.now().getTime(), random });
}

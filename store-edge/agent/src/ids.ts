import { randomBytes } from 'node:crypto';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import type { Clock } from './clock.ts';

/** UUIDv7 that never goes back within this process. */
export const createIds = (clock: Clock): (() => string) =>
  uuid7Generator({ now: () => clock.now().getTime(), random: (length) => randomBytes(length) });

import { randomBytes } from 'node:crypto';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';

/** UUIDv7 that never goes back within this process. */
export const newId = uuid7Generator({ now: () => Date.now(), random: (length) => randomBytes(length) });

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

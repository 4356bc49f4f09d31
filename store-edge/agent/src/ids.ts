/**
 * UUIDv7 that never goes back within a process: when the clock stands still or steps back, the last millisecond is kept and
 * the counter in the 12 bits of `rand_a` counts on. Source: RFC 9562, 5.7 and 6.2 (method 1).
 */
import { randomFillSync } from 'node:crypto';

export function createIds(nowMs: () => number): () => string {
  let lastMs = 0;
  let counter = 0;
  const bytes = Buffer.alloc(16);

  return () => {
    const ms = nowMs();
    if (ms > lastMs) {
      lastMs = ms;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    randomFillSync(bytes, 8);
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/**
 * UUIDv7: 48 bits of Unix milliseconds, 12 bits of counter, 62 random bits. Never goes back within a process:
 * when the clock does, the last millisecond is kept and counted on. Source: RFC 9562, 5.7 and 6.2 method 1.
 */
import { assert } from '../assert.ts';
import { bytesToHex } from '../bytes.ts';

export type Uuid7State = Readonly<{ lastMs: number; counter: number }>;
export const uuid7Start: Uuid7State = { lastMs: -1, counter: 0 };

const counterMax = 0xfff;
/** A fresh millisecond begins in the lower half, which leaves at least 2 048 more ids before it runs over. */
const freshCounterMax = 0x7ff;

/** @param random16 sixteen random bytes, of which 62 + 11 bits are used. */
export function uuid7(
  nowMs: number,
  random16: Uint8Array,
  state: Uuid7State,
): { id: string; state: Uuid7State } {
  assert(random16.length === 16, `${random16.length} random bytes, 16 wanted`);
  const next = advance(nowMs, random16, state);
  const bytes = random16.slice();
  for (let index = 0; index < 6; index += 1)
    bytes[index] = Math.floor(next.lastMs / 2 ** (8 * (5 - index))) & 0xff;
  bytes[6] = 0x70 | (next.counter >> 8);
  bytes[7] = next.counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytesToHex(bytes);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { id, state: next };
}

function advance(nowMs: number, random16: Uint8Array, { lastMs, counter }: Uuid7State): Uuid7State {
  if (nowMs > lastMs) {
    const fresh = (((random16[6] ?? 0) << 8) | (random16[7] ?? 0)) & freshCounterMax;
    return { lastMs: Math.trunc(nowMs), counter: fresh };
  }
  if (counter < counterMax) return { lastMs, counter: counter + 1 };
  return { lastMs: lastMs + 1, counter: 0 };
}

/** @param sources `now` in Unix milliseconds; `random` gives that many random bytes. */
export function uuid7Generator(sources: {
  now: () => number;
  random: (length: number) => Uint8Array;
}): () => string {
  let state = uuid7Start;
  return () => {
    const made = uuid7(sources.now(), sources.random(16), state);
    state = made.state;
    return made.id;
  };
}

export type ParsedUuid7 = Readonly<{ ok: true; unixMs: number }> | Readonly<{ ok: false }>;

export function parseUuid7(text: string): ParsedUuid7 {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(text);
  if (!match) return { ok: false };
  return { ok: true, unixMs: Number.parseInt(`${match[1]}${match[2]}`, 16) };
}

import type { Socket } from 'node:net';
import type { Faults } from './faults.ts';

/** Stop reading when so much waits, so that a slow lane pushes back as a slow wire does. */
const waitingBytesMax = 256 * 1024;
/** A packet is split to this, so that a rate is smooth and a limit exact. */
const sliceBytes = 16 * 1024;

export type LaneOptions = Readonly<{
  from: Socket;
  to: Socket;
  direction: 'request' | 'answer';
  faults: () => Faults;
  random: () => number;
  onPassed: (bytes: number) => void;
  /** Resets both ends. */
  reset: () => void;
}>;

/** One way of a connection: reads, holds back as the faults say, writes in order. */
export function openLane({ from, to, direction, faults, random, onPassed, reset }: LaneOptions) {
  let queue: { bytes: Buffer; dueMs: number }[] = [];
  let waitingBytes = 0;
  let passedBytes = 0;
  let freeAtMs = 0;
  let ended = false;
  let draining = false;
  let torn = false;
  let timer: NodeJS.Timeout | null = null;

  from.on('data', (packet: Buffer) => {
    const now = performance.now();
    const { delayMs, jitterMs, resetProbability, halfOpen } = faults();
    if (resetProbability > 0 && random() < resetProbability) return reset();
    // Swallowed, not held: what a dead link has taken does not come out years later.
    if (halfOpen) return;
    const dueMs = now + delayMs + jitterMs * random();
    for (let at = 0; at < packet.length; at += sliceBytes)
      queue.push({ bytes: packet.subarray(at, at + sliceBytes), dueMs });
    waitingBytes += packet.length;
    if (waitingBytes > waitingBytesMax) from.pause();
    work();
  });
  to.on('drain', () => {
    draining = false;
    work();
  });
  from.on('end', () => {
    ended = true;
    work();
  });

  /** Writes what is due; at most one timer. */
  function work(): void {
    if (timer || draining || torn) return;
    while (!draining) {
      const [next] = queue;
      if (!next) break;
      const waitMs = Math.max(next.dueMs, freeAtMs) - performance.now();
      if (waitMs > 0) {
        wakeIn(waitMs);
        return;
      }
      if (!pass(next.bytes)) return;
      queue.shift();
      waitingBytes -= next.bytes.length;
      if (waitingBytes < waitingBytesMax / 2 && from.isPaused()) from.resume();
    }
    if (ended && queue.length === 0 && !faults().halfOpen) to.end();
  }

  /** False when it was the last: a limit is reached, and the connection goes. */
  function pass(bytes: Buffer): boolean {
    const { rateBytesPerSecond, dropAnswerAfterBytes, tearRequestAfterBytes } = faults();
    const limit = direction === 'answer' ? dropAnswerAfterBytes : tearRequestAfterBytes;
    const allowed = limit === null ? bytes : bytes.subarray(0, Math.max(limit - passedBytes, 0));
    if (rateBytesPerSecond > 0) {
      freeAtMs = Math.max(freeAtMs, performance.now()) + (allowed.length / rateBytesPerSecond) * 1000;
    }
    passedBytes += allowed.length;
    onPassed(allowed.length);
    if (allowed.length < bytes.length) {
      // The far side gets the torn part, and then an end: a reset could overtake it.
      torn = true;
      to.end(allowed, reset);
      return false;
    }
    draining = !to.write(allowed);
    return true;
  }

  function wakeIn(ms: number): void {
    timer = setTimeout(() => {
      timer = null;
      work();
    }, ms);
  }

  return {
    close(): void {
      if (timer) clearTimeout(timer);
      timer = null;
      queue = [];
    },
  };
}

/** Long work in turns: what else its thread does, a sale or another feed, goes on between two of them. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Turns<T> = Generator<undefined, T>;

/** @param signal once aborted, no further turn begins and the promise is rejected. */
export async function atLeisure<T>(turns: Turns<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    await nextTurn(undefined, signal && { signal });
  }
}

/** For whoever has nothing else to do. */
export function atOnce<T>(turns: Turns<T>): T {
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

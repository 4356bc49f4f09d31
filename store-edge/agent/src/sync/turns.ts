/** Long work on the feed worker's thread, in turns: other feeds go on between two of them. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Turns<T> = Generator<undefined, T>;

export async function atLeisure<T>(turns: Turns<T>): Promise<T> {
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    await nextTurn();
  }
}

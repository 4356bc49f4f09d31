/** The same, asked by many at once, is read once: one change wakes every store that holds a pull open. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Whoever asks while a read of the same is going on gets the one after it, which all who ask meanwhile share: no answer is older than its
 * question, so a reader that looks at the rows after it was woken sees what woke it.
 * @returns a function that reads what `key` stands for.
 */
export function sharedReads<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const coming = new Map<string, Promise<T>>();
  const going = new Map<string, Promise<unknown>>();
  return (key, read) => {
    const shared = coming.get(key);
    if (shared) return shared;
    const begun = async () => {
      await Promise.all([nextTurn(), going.get(key)]);
      coming.delete(key);
      const result = read();
      const settled = result.then(
        () => undefined,
        () => undefined,
      );
      going.set(key, settled);
      void settled.then(() => {
        if (going.get(key) === settled) going.delete(key);
      });
      return result;
    };
    const next = begun();
    coming.set(key, next);
    return next;
  };
}

/** A value that screens watch. */
import { useSyncExternalStore } from 'react';

export type Watched<T> = Readonly<{
  get: () => T;
  set: (next: T) => void;
  change: (part: Partial<T>) => void;
  subscribe: (listener: () => void) => () => void;
}>;

export function watched<T>(first: T): Watched<T> {
  let value = first;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    value = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => value,
    set,
    change: (part) => set({ ...value, ...part }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @param pick must give the same object while nothing it looks at has changed. */
export const useWatched = <T, R>(store: Watched<T>, pick: (value: T) => R): R =>
  useSyncExternalStore(store.subscribe, () => pick(store.get()));

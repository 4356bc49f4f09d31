/** What every visitor is told alike is asked for once in a while, not at each page; an answer that is late is the former one. */

type Entry<T> = { value?: T; freshUntil: number; running?: Promise<T | undefined> | undefined };

/**
 * @param ask undefined: it cannot be had just now.
 * @param awayMs for so long what could not be had is not asked for again.
 * @returns a function of a key: its value, at most `keptMs` old, or older when a fresh one cannot be had; undefined when there never was one.
 */
export function keptFor<T, A>(
  keptMs: number,
  ask: (key: string, asker: A) => Promise<T | undefined>,
  awayMs = 0,
) {
  const entries = new Map<string, Entry<T>>();
  const keysMax = 500;

  return async (key: string, asker: A): Promise<T | undefined> => {
    if (entries.size > keysMax) entries.clear();
    const entry: Entry<T> = entries.get(key) ?? { freshUntil: 0 };
    entries.set(key, entry);
    if (Date.now() < entry.freshUntil) return entry.value;
    entry.running ??= ask(key, asker)
      .then((value) => {
        entry.freshUntil = Date.now() + (value === undefined ? awayMs : keptMs);
        entry.value = value ?? entry.value;
        return entry.value;
      })
      .finally(() => {
        entry.running = undefined;
      });
    return entry.value ?? (await entry.running);
  };
}

/** Counts requests per window in Redis, so that several gateways share one count. */
import { Redis } from 'ioredis';

/** @param endsAtMs when nobody asks for it any more. */
export type Window = Readonly<{ key: string; ttlSeconds: number; endsAtMs: number }>;

export interface RequestCounter {
  /** Adds one to each, in Redis; undefined when it does not answer in time. */
  count(windows: readonly Window[]): Promise<readonly number[] | undefined>;
  /**
   * Adds one to each, here, and tells Redis of it within `syncSeconds`: what others counted is known that much later. Undefined when there
   * is no more room here.
   */
  countHere(windows: readonly Window[], syncSeconds: number): readonly number[] | undefined;
  close(): void;
}

/** A request waits no longer than this for its count. */
const answerTimeoutMs = 250;
const reconnectMs = 500;
/** Some 20 MB: as many who ask, each within a window. */
const keptMax = 50_000;
/** Redis does nothing else meanwhile: a fraction of a millisecond. */
const toldAtOnceMax = 500;

/** KEYS windows; ARGV of each how many to add, then of each its seconds to live. One command, where two windows took four: writing to sockets is most of what a request costs here. */
const add = `
local counts = {}
for at, key in ipairs(KEYS) do
  counts[at] = redis.call('INCRBY', key, ARGV[at])
  if counts[at] == tonumber(ARGV[at]) then redis.call('EXPIRE', key, ARGV[#KEYS + at]) end
end
return counts`;

export type CountingPlace = Readonly<{ host: string; port: number; tls?: Readonly<{ ca: string }> }>;

/** `shared`: as Redis last said; `untold`: counted here since. */
type Kept = { readonly window: Window; shared: number; untold: number };

export function createRequestCounter(
  place: CountingPlace,
  onFault: (message: string) => void,
): RequestCounter {
  const redis = new Redis({
    ...place,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerTimeoutMs,
    retryStrategy: () => reconnectMs,
  });
  redis.on('error', (error) => onFault(error.message));
  const kept = new Map<string, Kept>();
  let telling: NodeJS.Timeout | undefined;

  async function addInRedis(
    windows: readonly Window[],
    counts: readonly number[],
  ): Promise<readonly number[] | undefined> {
    try {
      const keys = windows.map(({ key }) => key);
      const seconds = windows.map(({ ttlSeconds }) => ttlSeconds);
      return (await redis.eval(add, keys.length, ...keys, ...counts, ...seconds)) as number[];
    } catch {
      return undefined;
    }
  }

  function tell(): void {
    telling = undefined;
    const nowMs = Date.now();
    const untold: Kept[] = [];
    for (const [key, one] of kept)
      if (one.window.endsAtMs < nowMs) kept.delete(key);
      else if (one.untold > 0) untold.push(one);
    if (redis.status !== 'ready') {
      // Nothing was sent: it is told once there is somebody to hear it.
      if (untold.length > 0) telling = setTimeout(tell, reconnectMs);
      return;
    }
    for (let at = 0; at < untold.length; at += toldAtOnceMax)
      void tellOf(untold.slice(at, at + toldAtOnceMax));
  }

  /** Told once, whatever becomes of it: what is said again could count twice. */
  async function tellOf(some: readonly Kept[]): Promise<void> {
    const counts = some.map(({ untold }) => untold);
    const answer = await addInRedis(
      some.map(({ window }) => window),
      counts,
    );
    for (const [at, one] of some.entries()) {
      const told = counts[at] ?? 0;
      one.shared = answer?.[at] ?? one.shared + told;
      one.untold -= told;
    }
  }

  return {
    count: (windows) =>
      addInRedis(
        windows,
        windows.map(() => 1),
      ),
    countHere(windows, syncSeconds) {
      telling ??= setTimeout(tell, syncSeconds * 1_000);
      if (kept.size + windows.length > keptMax) return undefined;
      return windows.map((window) => {
        const one = kept.get(window.key) ?? { window, shared: 0, untold: 0 };
        kept.set(window.key, one);
        one.untold += 1;
        return one.shared + one.untold;
      });
    },
    close() {
      clearTimeout(telling);
      redis.disconnect();
    },
  };
}

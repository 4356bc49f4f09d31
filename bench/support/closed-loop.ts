/** Load by so many who each wait for their answer before they ask again. */

export type Loop = Readonly<{ perSecond: number; timesMs: readonly number[] }>;

/** Of each turn, this share comes first and is not counted: code compiled, connections made. */
const warmUpShare = 0.2;

/** @param begin makes one of them, who does the work once when called, the `at`-th of all. An error ends everything. */
export async function closedLoop(
  { inFlight, seconds }: Readonly<{ inFlight: number; seconds: number }>,
  begin: () => (at: number) => Promise<unknown>,
): Promise<Loop> {
  const timesMs: number[] = [];
  const countsFromMs = performance.now() + seconds * 1_000 * warmUpShare;
  const endsMs = countsFromMs + seconds * 1_000;
  let begun = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const work = begin();
      for (;;) {
        const startedMs = performance.now();
        if (startedMs >= endsMs) return;
        await work(begun++);
        const nowMs = performance.now();
        if (nowMs >= countsFromMs && nowMs <= endsMs) timesMs.push(nowMs - startedMs);
      }
    }),
  );
  return { perSecond: timesMs.length / seconds, timesMs };
}

/** How many records the next batch holds, so that a round trip takes about a second whatever the link. */
export const batchStart = 50;
const aimMs = 1_000;
const growthMax = 2;

/** @param tookMs round trip of the batch of `records`. @returns at least 1; the session's limit is applied when sending. */
export function batchAfter(records: number, tookMs: number): number {
  const factor = Math.min(growthMax, aimMs / Math.max(tookMs, 1));
  // Grows only by batches that were quick enough; shrinks at once. 10 000 keeps the number finite on a fast link.
  return Math.min(10_000, Math.max(1, Math.floor(records * factor)));
}

export const halved = (records: number): number => Math.max(1, Math.floor(records / 2));

/** The edge's time, as its answers tell it to the second. A till's own clock may be set to anything. */
let aheadMs = 0;

/** How far this till's clock is ahead of the edge's; 0 until an answer has come. */
export const clockAheadMs = (): number => aheadMs;

export const edgeNowMs = (): number => Date.now() - aheadMs;

/** @param date an answer's `Date`. Source: RFC 9110, 6.6.1. */
export function learnTime(date: string | null): void {
  const atMs = Date.parse(date ?? '');
  if (!Number.isNaN(atMs)) aheadMs = Date.now() - atMs;
}

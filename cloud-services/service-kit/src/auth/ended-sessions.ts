/**
 * Whose sessions were ended, and when: a staff token that was given before is good for nothing any more. Sales tells it, as it tells its
 * keys, and each service keeps it for a moment. Source: docs/adr/0078.
 */
import { z } from 'zod';
import { unavailable } from '../http/problem.ts';
import type { HouseFetch } from '../tls/house-fetch.ts';

/** @returns seconds since 1970 from which the person's tokens are good; undefined: all are, that have not expired. */
export type GoodFrom = (staffId: string) => Promise<number | undefined>;

export const endedSessionsPath = '/internal/sales/ended-sessions';
/** Those whose older tokens would not have expired yet. */
export const endedSessions = z.object({
  items: z.array(z.object({ staffId: z.string(), goodFrom: z.int() })),
});

/** How long until an end holds everywhere. */
const keptMs = 2_000;
const timeoutMs = 1_000;

/**
 * While Sales is away the last list holds: no longer than its keys do, which are asked for anew after 10 min.
 * @param nowMs since 1970. @returns a function that throws Problem 503 when no list was ever had.
 */
export function toldBySales(
  salesUrl: string,
  fetchOfHouse: HouseFetch = fetch,
  nowMs: () => number = Date.now,
): GoodFrom {
  let known: ReadonlyMap<string, number> | undefined;
  let asked: { atMs: number; answer: Promise<void> } | undefined;
  const ask = async () => {
    const response = await fetchOfHouse(new URL(endedSessionsPath, salesUrl), {
      signal: AbortSignal.timeout(timeoutMs),
    });
    // A Sales that does not know the address yet has ended nobody's.
    const { items } = response.status === 404 ? { items: [] } : endedSessions.parse(await response.json());
    known = new Map(items.map(({ staffId, goodFrom }) => [staffId, goodFrom]));
  };
  return async (staffId) => {
    if (!asked || nowMs() - asked.atMs >= keptMs) asked = { atMs: nowMs(), answer: ask() };
    try {
      await asked.answer;
    } catch (error) {
      if (!known) throw unavailable('The sign-in service', error);
    }
    return known?.get(staffId);
  };
}

/** A producer's whole log, page by page: its first events at once, in any order, and what follows them one page after the other. */
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import { type LogName, type Page, readPage } from './page.ts';

/** As many as a producer tells at once. */
export const pageEvents = 1_000;
const timeoutMs = 30_000;

export type Log = ReturnType<typeof openLog>;

export function openLog(name: LogName, producerUrl: string, fetchOfHouse: HouseFetch) {
  let after = 0;
  let epoch: string | undefined;
  async function fetchPage(from: number, limit: number): Promise<Response> {
    const url = new URL(`/internal/events?after=${from}&limit=${limit}`, producerUrl);
    const response = await fetchOfHouse(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`${url.origin} answered ${response.status} for its events`);
    return response;
  }
  /** @throws Error when it is not the log that was read before. */
  function know(told: string): void {
    epoch ??= told;
    if (told !== epoch) throw new Error(`${name} began a new log while it was read: begin again`);
  }
  return {
    name,
    know,
    /** As it comes: reading it is most of the work. */
    bytes: async (from: number, limit: number): Promise<ArrayBuffer> =>
      (await fetchPage(from, limit)).arrayBuffer(),
    /** How many events it holds by now. */
    async length(): Promise<number> {
      const page = readPage(name, 0, await (await fetchPage(0, 1)).json());
      know(page.epoch);
      return page.pos;
    },
    /** What is read one after the other begins there. */
    goOnAfter(pos: number): void {
      after = pos;
    },
    async next(): Promise<Page> {
      const page = readPage(name, after, await (await fetchPage(after, pageEvents)).json());
      know(page.epoch);
      after += page.count;
      return page;
    },
  };
}

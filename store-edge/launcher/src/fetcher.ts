/** Fetches the release that is wanted, for as long as it takes; the newest wish counts. */
import { backoffMs } from '@comptoir/sync-protocol/backoff';
import type { Logger } from 'pino';
import { type FetchParts, layRelease } from './release-files.ts';

type FetcherParts = Omit<FetchParts, 'current' | 'signal'> &
  Readonly<{
    log: Logger;
    onLaid: () => void;
    onRefused: (version: string, why: string) => void;
  }>;

export class Fetcher {
  readonly #parts: FetcherParts;
  #version: string | undefined;
  #laid: string | undefined;
  #fetching = new AbortController();

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  /** Whole, and waiting to be taken. */
  get laid(): string | undefined {
    return this.#laid;
  }

  want(version: string, current: string): void {
    if (version === this.#version) return;
    this.forget();
    this.#version = version;
    this.#fetching = new AbortController();
    void this.#fetch(version, current, this.#fetching.signal);
  }

  forget(): void {
    this.#fetching.abort();
    this.#version = undefined;
    this.#laid = undefined;
  }

  async #fetch(version: string, current: string, signal: AbortSignal): Promise<void> {
    const { log, onLaid, onRefused } = this.#parts;
    log.info({ version }, 'fetching a release');
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const fetched = await layRelease({ ...this.#parts, current, signal }, version);
      if (signal.aborted) return;
      if (fetched.type === 'refused') return onRefused(version, fetched.why);
      if (fetched.type === 'laid') {
        this.#laid = version;
        return onLaid();
      }
      const afterMs = backoffMs(attempt, Math.random(), 0);
      log.info({ version, why: fetched.why, afterMs }, 'the release is not whole yet');
      await passed(afterMs, signal);
    }
  }
}

const passed = (afterMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, afterMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

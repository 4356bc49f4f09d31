/** What must be known after a power cut: which release runs, which is being tried, and which failed here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failedRelease } from '@comptoir/sync-protocol/releases/launcher';
import { compareVersions, versionText } from '@comptoir/sync-protocol/releases/version';
import { z } from 'zod';
import { writeDurably } from './durable.ts';

const failuresKept = 20;

const state = z.object({
  current: versionText,
  /** The one before, to which a release that keeps dying goes back. */
  before: versionText.optional(),
  /** Set from the moment that a copy of the data is whole until it is decided: the release may have touched the data. `tries`: this one included. */
  trying: z.object({ version: versionText, tries: z.int().positive() }).optional(),
  /** Tries that a power cut ended. */
  cut: z.object({ version: versionText, tries: z.int().positive() }).optional(),
  failed: z.array(failedRelease),
});
export type State = Readonly<z.infer<typeof state>>;

export class StateFile {
  readonly #path: string;
  readonly #releasesDir: string;

  constructor(releasesDir: string) {
    this.#releasesDir = releasesDir;
    this.#path = join(releasesDir, 'state.json');
  }

  /** The first time: what was put here by hand. @throws Error when nothing was, or when the file cannot be read. */
  read(): State {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.#first();
      throw error;
    }
    const parsed = state.safeParse(jsonOf(text));
    // Written whole or not at all: it was changed by hand, or the disk fails. The newest release that is here may hold data that fits no older one.
    return parsed.success ? parsed.data : this.#first();
  }

  write(next: State): State {
    writeDurably(this.#path, JSON.stringify({ ...next, failed: next.failed.slice(-failuresKept) }, null, 2));
    return next;
  }

  #first(): State {
    const versions = readdirSync(this.#releasesDir).filter((name) => versionText.safeParse(name).success);
    const current = versions.sort(compareVersions).at(-1);
    if (current === undefined)
      throw new Error(`${this.#releasesDir} holds no release: put the first one there (docs/releases.md).`);
    return { current, failed: [] };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { versionText } from '@comptoir/sync-protocol/releases/version';

/** Releases, and parts of releases, that nobody goes back to. */
export function dropReleases(releasesDir: string, kept: readonly string[]): void {
  for (const name of readdirSync(releasesDir)) {
    const isRelease = versionText.safeParse(name.replace(/\.part$/, '')).success;
    if (isRelease && !kept.includes(name)) rmSync(join(releasesDir, name), { recursive: true, force: true });
  }
}

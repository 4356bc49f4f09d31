/** That the disk failed us is remembered past our end: then the next start looks at every page. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const markIn = (dataDir: string): string => join(dataDir, 'disk-failed');

/** Best effort: it is that very disk. */
export function rememberDoubt(dataDir: string): void {
  try {
    writeFileSync(markIn(dataDir), '');
  } catch {
    // The next start will meet the fault again.
  }
}

export const isInDoubt = (dataDir: string): boolean => existsSync(markIn(dataDir));

export const forgetDoubt = (dataDir: string): void => rmSync(markIn(dataDir), { force: true });

/** What a process was started with: another digest starts it anew. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param paths files, and folders with all files below them. */
export function digestOf(paths: readonly string[], args: readonly string[] = []): string {
  const hash = createHash('sha256').update(args.join('\n'));
  for (const name of paths.flatMap(filesOf).sort()) hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

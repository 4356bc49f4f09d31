/** What a process was started with: another digest starts it anew. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param folder all its files, also those in folders below. */
export function digestOfFolder(folder: string, args: readonly string[]): string {
  const hash = createHash('sha256').update(args.join('\n'));
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const name of names.sort()) hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}

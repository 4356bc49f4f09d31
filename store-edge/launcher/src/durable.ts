/** Files that are there after a power cut: written whole, synced, and only then given their name. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function writeDurably(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  syncPath(`${path}.new`);
  renameDurably(`${path}.new`, path);
}

/** The rename itself is on disk when this returns. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncPath(dirname(to));
}

/** A file or a folder. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

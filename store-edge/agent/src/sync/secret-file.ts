/** Files that only our user may read, written whole or not at all, and durable before we go on. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const ownerOnly = 0o600;

export function writeSecret(path: string, text: string): void {
  const temporary = `${path}.new`;
  withFile(openSync(temporary, 'w', ownerOnly), (file) => {
    writeSync(file, text);
    fsyncSync(file);
  });
  moveDurably(temporary, path);
}

export function moveDurably(from: string, to: string): void {
  renameSync(from, to);
  // The rename itself must survive a power cut, else the next start would make another key.
  withFile(openSync(dirname(to), 'r'), fsyncSync);
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function withFile(file: number, work: (file: number) => void): void {
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}

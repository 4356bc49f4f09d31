/** Writes a file that only our user may read, whole or not at all, and durable before we go on. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const ownerOnly = 0o600;

export function writeSecret(path: string, text: string): void {
  const temporary = `${path}.new`;
  withFile(openSync(temporary, 'w', ownerOnly), (file) => {
    writeSync(file, text);
    fsyncSync(file);
  });
  renameSync(temporary, path);
  // The rename itself must survive a power cut, else the next start would make another key.
  withFile(openSync(dirname(path), 'r'), fsyncSync);
}

function withFile(file: number, work: (file: number) => void): void {
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}

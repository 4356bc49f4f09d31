/** Folders to streams and back, by the system's tar. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** 1: a file changed while it was read. The caller says whether that may be. Source: tar(1), RETURN VALUE. */
const changed = 1;

/**
 * @param exclude patterns as `./pg_wal/*`.
 * @param mayChange the log says what changed meanwhile: a running cluster's data folder.
 * @returns the stream, and what resolves once tar has ended well.
 */
export function pack(
  directory: string,
  { exclude = [], mayChange = false }: { exclude?: readonly string[]; mayChange?: boolean } = {},
): { stream: Readable; ended: Promise<void> } {
  const excluded = exclude.map((pattern) => `--exclude=${pattern}`);
  const args = ['-C', directory, '--anchored', ...excluded, '--warning=none', '-cf', '-', '.'];
  const child = spawn('tar', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0 && !(mayChange && code === changed))
      throw new Error(`tar of ${directory} ended with ${code}`);
  });
  ended.catch(() => undefined);
  return { stream: child.stdout, ended };
}

/** @param directory must exist. */
export function unpack(directory: string): { stream: Writable; ended: Promise<void> } {
  // Without -i tar ends at the archive's end mark, before its last padding is read: the stream would break.
  const child = spawn('tar', ['-C', directory, '-ixf', '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`tar into ${directory} ended with ${code}`);
  });
  ended.catch(() => undefined);
  return { stream: child.stdin, ended };
}

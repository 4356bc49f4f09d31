/** The key of all backups: 32 bytes in base64, in a file of its own that no backup holds. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const keyBytes = 32;

/** @throws Error with one sentence when the file holds no key. */
export function readBackupKey(path: string): Buffer {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes) throw new Error(`${path} holds no key of ${keyBytes} bytes in base64`);
  return key;
}

/** Makes one where there is none: whoever loses it loses every backup. */
export function ensureBackupKey(path: string): void {
  if (!existsSync(path))
    writeFileSync(path, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
}

/** `DATA_DIR/admin-token`, readable by the owner of the files alone: lets `scripts/up` ask for pairing codes before anyone logs in. */
import { timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfToken, newToken } from '../secrets.ts';

const OWNER_ONLY = 0o600;

/** @returns whether a given text is the token. */
export function openAdminToken(dataDir: string): (given: string) => boolean {
  const path = join(dataDir, 'admin-token');
  if (!existsSync(path)) writeFileSync(path, `${newToken()}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  chmodSync(path, OWNER_ONLY);
  const digest = digestOfToken(readFileSync(path, 'utf8').trim());
  return (given) => timingSafeEqual(digestOfToken(given), digest);
}

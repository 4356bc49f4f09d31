/**
 * Keys for customers' tokens, one a period: whoever signs takes the key of now, whoever checks knows those of the period before and
 * of the next one too. Which period it is follows from the clock alone, so instances need not talk: the first to want a key makes it.
 */
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  loadOrMakeSigningKey,
  readTextIfAny,
  type TokenKey,
  tokenKeyOf,
} from '@comptoir/service-kit/auth/key-files';
import type { JWK } from 'jose';

export type KeyRing = Readonly<{
  current(): Promise<TokenKey>;
  /** Public halves: current, next, and previous if there was one. */
  published(): Promise<readonly JWK[]>;
}>;

/** Far longer than a token lives and than anyone keeps published keys, so that no valid token is refused. */
export const rotationMs = 30 * 24 * 3_600_000;

export function openKeyRing(directory: string, now: () => Date, periodMs = rotationMs): KeyRing {
  let held: { period: number; current: TokenKey; published: readonly JWK[] } | undefined;
  const fileOf = (period: number) => join(directory, `token-${period}.pem`);
  const at = async () => {
    const period = Math.floor(now().getTime() / periodMs);
    if (held?.period === period) return held;
    const load = async (which: number) => tokenKeyOf(await loadOrMakeSigningKey(fileOf(which)));
    const [current, next] = [await load(period), await load(period + 1)];
    const hasPrevious = (await readTextIfAny(fileOf(period - 1))) !== undefined;
    const previous = hasPrevious ? [await load(period - 1)] : [];
    held = { period, current, published: [current, next, ...previous].map(({ jwk }) => jwk) };
    await removeOlder(directory, period - 1);
    return held;
  };
  return {
    current: async () => (await at()).current,
    published: async () => (await at()).published,
  };
}

async function removeOlder(directory: string, keptPeriod: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const period = /^token-(\d+)\.pem$/.exec(name)?.[1];
    if (period !== undefined && Number(period) < keptPeriod)
      await unlink(join(directory, name)).catch(() => undefined);
  }
}

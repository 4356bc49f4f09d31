/**
 * The keys that wrap people's own keys, one file a generation: the newest wraps, all of them open. A new one is made each 90 days;
 * `housekeeping` then wraps anew what an older one holds. Older files stay, since backups of before need them.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadOrMakeText } from '@comptoir/service-kit/auth/key-files';
import { seal, unseal } from './seal.ts';

export type Wrapped = Readonly<{ wrappedKey: Buffer; wrappedBy: number }>;

export type WrappingKeys = Readonly<{
  wrap(context: string, text: string): Wrapped;
  /** @throws Error when none of the keys opens it. */
  unwrap(context: string, wrappedKey: Uint8Array): string;
  /** Makes the next key when the newest is older than it may be. @returns the newest generation. */
  renew(now: Date): Promise<number>;
}>;

export const keyBytes = 32;
const renewedAfterMs = 90 * 24 * 3_600_000;

/** The first key keeps the name that it had when it was the only one. */
const fileOf = (generation: number) =>
  generation === 0 ? 'key-encryption.key' : `key-encryption-${generation}.key`;
const generationOf = (file: string): number | undefined => {
  const [, number = '0'] = /^key-encryption(?:-(\d+))?\.key$/.exec(file) ?? [undefined, undefined];
  return file.startsWith('key-encryption') && file.endsWith('.key') ? Number(number) : undefined;
};

export async function openWrappingKeys(directory: string): Promise<WrappingKeys> {
  const pathOf = (generation: number) => join(directory, fileOf(generation));
  const make = (generation: number) =>
    loadOrMakeText(pathOf(generation), () => randomBytes(keyBytes).toString('base64'));
  /** Newest first. */
  const read = (): readonly (readonly [generation: number, key: Buffer])[] =>
    readdirSync(directory)
      .flatMap((file) => generationOf(file) ?? [])
      .sort((one, other) => other - one)
      .map((generation) => [generation, keyIn(pathOf(generation))] as const);
  await make(0);
  let keys = read();

  const opened = (context: string, wrappedKey: Uint8Array): string | undefined => {
    for (const [, key] of keys)
      try {
        return unseal(key, context, wrappedKey);
      } catch {
        // Sealed by another generation: GCM tells.
      }
    return undefined;
  };
  const newest = () => {
    const [first] = keys;
    if (first === undefined) throw new Error(`${directory} has no key that wraps others`);
    return first;
  };
  return {
    wrap(context, text) {
      const [wrappedBy, key] = newest();
      return { wrappedKey: seal(key, context, text), wrappedBy };
    },
    unwrap(context, wrappedKey) {
      const text = opened(context, wrappedKey);
      if (text !== undefined) return text;
      // Another instance may have made a newer one.
      keys = read();
      const again = opened(context, wrappedKey);
      if (again === undefined) throw new Error('no key that we have opens this one');
      return again;
    },
    async renew(now) {
      keys = read();
      const [generation] = newest();
      const { mtime } = await stat(pathOf(generation));
      if (now.getTime() - mtime.getTime() <= renewedAfterMs) return generation;
      await make(generation + 1);
      keys = read();
      return newest()[0];
    },
  };
}

/** @throws Error for a file that does not hold a key. */
export function keyIn(path: string): Buffer {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes) throw new Error(`${path} does not hold ${keyBytes} bytes in base64`);
  return key;
}

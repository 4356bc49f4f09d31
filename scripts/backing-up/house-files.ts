/** The house's keys, secrets and configuration, without which restored databases open to nobody. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../system/home.ts';
import { readPacked, writePacked } from './packed-file.ts';
import { pack, unpack } from './tar.ts';

const houseFile = 'house.sealed';

/**
 * What has a backup of its own (databases), what is another's (the store's edge, simulated devices, Redis), what is of this
 * run alone, and the key, which must not lie in what it opens. Everything else is kept, also what is yet to be invented.
 */
function excludedOf({ directory, ...places }: Home): string[] {
  const { postgres, replica, redis, edge, simulators, logs, prometheus, plan, ledger, run, backupKey } =
    places;
  const without = [
    postgres,
    replica,
    redis,
    edge,
    simulators,
    logs,
    prometheus,
    plan,
    ledger,
    run,
    backupKey,
  ];
  return [
    ...without.map((path) => `.${path.slice(directory.length)}`),
    './redis-*',
    './postgres.*',
    './*.lock',
    './*.new',
  ];
}

export async function backUpHouse(home: Home, path: string, name: string, key: Buffer): Promise<void> {
  const { stream, ended } = pack(home.directory, { exclude: excludedOf(home), mayChange: true });
  await writePacked(stream, join(path, houseFile), key, `${name}/house`);
  await ended;
}

/** @returns false where the home has its own secrets already: they stay. */
export async function restoreHouse(
  home: Home,
  { path, name }: Readonly<{ path: string; name: string }>,
  key: Buffer,
): Promise<boolean> {
  if (existsSync(home.secrets)) return false;
  await mkdir(home.directory, { recursive: true, mode: 0o700 });
  const { stream, ended } = unpack(home.directory);
  await readPacked(join(path, houseFile), stream, key, `${name}/house`);
  await ended;
  return true;
}

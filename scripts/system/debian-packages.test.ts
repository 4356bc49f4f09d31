import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { provideOptional } from './debian-packages.ts';

const program = {
  command: 'comptoir-watcher',
  packages: ['comptoir-watcher'],
  unpackedPath: 'usr/bin/comptoir-watcher',
};
let folder: string;
/** Our own, first on the PATH: it says no, and writes down that it was asked. */
let asked: string;

function putProgram(name: string, text: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}
const timesAsked = () => (existsSync(asked) ? readFileSync(asked, 'utf8').split('\n').length - 1 : 0);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-packages-'));
  asked = join(folder, 'asked');
  mkdirSync(join(folder, 'bin'));
  putProgram('apt-get', `echo "$@" >>${asked}; echo 'E: no such package' >&2; exit 100`);
  vi.stubEnv('COMPTOIR_CACHE', folder);
  vi.stubEnv('PATH', [join(folder, 'bin'), process.env.PATH].join(delimiter));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('a program that Debian refused is not asked for again until a day later, and the reason is told each time', async () => {
  const told: string[] = [];
  const provide = () => provideOptional(program, (line) => told.push(line));
  expect(await provide()).toBeUndefined();
  const first = timesAsked();
  expect(first).toBeGreaterThan(0);

  expect(await provide()).toBeUndefined();
  expect(timesAsked()).toBe(first);
  expect(told.at(-1)).toContain('E: no such package');

  const refusal = join(folder, 'debian', 'comptoir-watcher.refused');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(refusal, yesterday, yesterday);
  expect(await provide()).toBeUndefined();
  expect(timesAsked()).toBe(2 * first);
});

test('a program that was installed after the refusal is found at once', async () => {
  await provideOptional(program, () => {});
  putProgram(program.command, 'exit 0');
  const found = await provideOptional(program, () => {});
  expect(found?.path).toBe(join(folder, 'bin', program.command));
});

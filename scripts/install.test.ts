import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './system/root.ts';
import { runProgram } from './system/run-program.ts';

/** A checkout with the two real files, whose packages are one that an npm of our own puts there. */
let checkout: string;

const put = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
  chmodSync(join(checkout, path), mode);
};
const lockFile = (name: string) =>
  put('package-lock.json', JSON.stringify({ name, packages: { 'node_modules/better-sqlite3': {} } }));
const addon = 'node_modules/better-sqlite3/index.js';
const npm = `#!/bin/sh
rm -rf ${dirname(addon)}
[ -e npm-is-cut-short ] && exit 1
mkdir -p ${dirname(addon)}
echo 'module.exports = class { close() {} }' >${addon}
cp package-lock.json node_modules/.package-lock.json
`;

beforeEach(() => {
  checkout = mkdtempSync(join(realpathSync(tmpdir()), 'comptoir-install-'));
  for (const name of ['install', 'installed.mjs'])
    cpSync(join(root, 'scripts', name), join(checkout, 'scripts', name));
  lockFile('first');
  put('bin/npm', npm, 0o755);
  for (const compiler of ['python3', 'make', 'g++']) put(`bin/${compiler}`, '#!/bin/sh\n', 0o755);
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const install = () =>
  runProgram(join(checkout, 'scripts', 'install'), [], {
    env: { ...process.env, PATH: [join(checkout, 'bin'), process.env.PATH].join(delimiter) },
  });
const isInstalled = () => existsSync(join(checkout, addon));

async function startHouse(home: string) {
  const supervisor = 'scripts/dist/supervisor.mjs';
  put(supervisor, 'process.stdout.write("runs"); setInterval(() => {}, 60_000);');
  const house = spawn(process.execPath, [join(checkout, supervisor), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(house.stdout, 'data');
  return house;
}

test('packages are left alone while a house runs from them, and the command that stops it is told', async () => {
  const house = await startHouse('/some/home');
  const refused = await install();
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('cannot be installed while a house of this checkout runs');
  expect(refused.stderr).toContain('COMPTOIR_HOME=/some/home scripts/down');
  expect(isInstalled()).toBe(false);

  house.kill();
  await once(house, 'exit');
  expect(await install()).toMatchObject({ code: 0 });
  expect(isInstalled()).toBe(true);
});

test('a lock file that asks for no other packages is no reason to stop a house', async () => {
  await install();
  const house = await startHouse('/some/home');
  lockFile('second');
  expect(await install()).toMatchObject({ code: 0, stdout: '' });
  house.kill();
  await once(house, 'exit');
});

test('an installation that was cut short does not look installed when the lock file goes back', async () => {
  await install();
  rmSync(join(checkout, 'node_modules/.package-lock.json'));
  lockFile('second');
  put('npm-is-cut-short', '');
  expect((await install()).code).toBe(1);
  lockFile('first');
  rmSync(join(checkout, 'npm-is-cut-short'));
  expect(await install()).toMatchObject({ code: 0 });
  expect(isInstalled()).toBe(true);
});

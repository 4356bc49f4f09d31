/** PouchDB's server, the peer of replication: installed into a cache on first use, for benches alone; nothing of ours needs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';

const version = '4.2.0';
const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const place = join(cache, 'comptoir', `pouchdb-server-${version}`);
const program = join(place, 'node_modules', 'pouchdb-server', 'bin', 'pouchdb-server');

/** @param folder where it keeps its files. */
export async function startPouchdbServer(folder: string) {
  if (!existsSync(program)) await install();
  const port = await freePort();
  mkdirSync(folder);
  const server = spawn(
    process.execPath,
    [
      program,
      '--port',
      String(port),
      '--dir',
      folder,
      '--config',
      join(folder, 'config.json'),
      '--no-stdout-logs',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'] },
  );
  const address = `http://127.0.0.1:${port}`;
  await waitUntil('pouchdb-server answers', 60_000, async () => {
    if (server.exitCode !== null) throw new Error(`pouchdb-server ended with ${server.exitCode}`);
    return (await fetch(address).catch(() => null))?.ok ?? false;
  });
  return {
    address,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      if (server.exitCode === null && server.signalCode === null) await ended;
    },
  };
}

/** Without scripts of strangers: what it builds comes ready-made. */
async function install(): Promise<void> {
  mkdirSync(place, { recursive: true });
  const npm = spawn(
    'npm',
    [
      'install',
      '--prefix',
      place,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `pouchdb-server@${version}`,
    ],
    { stdio: ['ignore', 2, 2] },
  );
  const [code] = await once(npm, 'exit');
  if (code !== 0) throw new Error(`pouchdb-server could not be installed: npm ended with ${code}`);
}

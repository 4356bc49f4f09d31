/** PouchDB's server, the peer of replication: installed into a cache on first use, for benches alone; nothing of ours needs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { installed } from './installed.ts';

/** @param folder where it keeps its files. */
export async function startPouchdbServer(folder: string) {
  const place = await installed('pouchdb-server@4.2.0');
  const program = join(place, 'node_modules', 'pouchdb-server', 'bin', 'pouchdb-server');
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

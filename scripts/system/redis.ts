/** Debian's redis-server, as a courier: nothing in it that could not be rebuilt from an outbox (design: reliability). */

import { provideProgram } from './debian-packages.ts';
import type { ProcessCommand } from './process-command.ts';

const redisServer = {
  command: 'redis-server',
  packages: ['redis-server'],
  unpackedPath: 'usr/bin/redis-server',
} as const;

/**
 * How to start Redis on `port`, with what it writes (nothing, usually) below `directory`, which must exist.
 * Never evicts: a full Redis must refuse loudly, not drop events silently.
 */
export async function redisCommand(
  directory: string,
  port: number,
  say: (line: string) => void,
): Promise<ProcessCommand> {
  const found = await provideProgram(redisServer, say);
  return {
    command: found.path,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', directory],
      ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
      // Keeps the name in `ps` and the environment in /proc readable.
      ...['--set-proc-title', 'no'],
    ],
    env: found.env,
    stopSignal: 'SIGTERM',
  };
}

export const redisUrl = (port: number) => `redis://127.0.0.1:${port}`;

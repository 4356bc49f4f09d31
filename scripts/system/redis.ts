/** Debian's redis-server, as a courier: nothing in it that could not be rebuilt from an outbox (design: reliability). */

import { type StoreTls, storeCiphers } from './certificates/store-certificates.ts';
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
 * @param tls with which it is spoken to, and not in the clear; its clients show no certificate.
 */
export async function redisCommand(
  directory: string,
  port: number,
  say: (line: string) => void,
  tls?: StoreTls,
): Promise<ProcessCommand> {
  const found = await provideProgram(redisServer, say);
  return {
    command: found.path,
    args: [
      ...(tls ? tlsArguments(port, tls) : ['--port', String(port)]),
      ...['--bind', '127.0.0.1', '--dir', directory],
      ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
      // Keeps the name in `ps` and the environment in /proc readable.
      ...['--set-proc-title', 'no'],
    ],
    env: found.env,
    stopSignal: 'SIGTERM',
  };
}

/** Source: Redis 7.0, TLS.md and redis.conf. */
const tlsArguments = (port: number, { certificate, key }: StoreTls) => [
  ...['--port', '0', '--tls-port', String(port), '--tls-protocols', 'TLSv1.3'],
  ...['--tls-ciphersuites', storeCiphers, '--tls-prefer-server-ciphers', 'yes'],
  ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'],
];

/** @param authority path of the certificate by which it is known; without it, it is spoken to in the clear. */
export const redisUrl = (port: number, authority?: string) =>
  authority === undefined
    ? `redis://127.0.0.1:${port}`
    : `rediss://127.0.0.1:${port}?sslrootcert=${encodeURIComponent(authority)}`;

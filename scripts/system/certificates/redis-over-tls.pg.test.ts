/** A Redis of its own: it starts in a moment, and the one that tests share is spoken to in the clear. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createLogger } from '@comptoir/service-kit/logger';
import { openRedis } from '@comptoir/service-kit/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { end, startBound } from '../bound-process.ts';
import { homeFrom, makeHome } from '../home.ts';
import { freePort } from '../ports.ts';
import { redisCommand, redisUrl } from '../redis.ts';
import { accepts, waitUntil } from '../wait-until.ts';
import { authorityFile } from './authority-file.ts';
import { certificatePlaceOf } from './house-certificates.ts';
import { keepCertificates } from './keep-certificates.ts';
import { renewStore } from './renew-stores.ts';
import { storeTlsOf } from './store-certificates.ts';
import { writeStoreCertificate } from './write-store-certificate.ts';

const waitMs = 10_000;
const silent = createLogger('test', 'silent');
let directory: string;
let redis: ReturnType<typeof startBound>;
let port: number;
const home = () => homeFrom(join(directory, 'home'));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'comptoir-redis-tls-'));
  makeHome(home());
  keepCertificates(certificatePlaceOf(home()), new Date(Date.now() - 13 * 3_600_000));
  await writeStoreCertificate(home(), 'redis');
  port = await freePort();
  redis = startBound(await redisCommand(home().redis, port, console.error, storeTlsOf(home(), 'redis')));
  await waitUntil('Redis accepts connections', waitMs, () => accepts(port));
});
afterAll(async () => {
  await end(redis, 'SIGTERM');
  await rm(directory, { recursive: true, force: true });
});

const shown = () =>
  new Promise<string | undefined>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });

test('N6: Redis takes nobody in the clear, and is believed by the house’s authority alone', async () => {
  const answered = async (url: string) => {
    const client = openRedis(url, silent);
    try {
      await waitUntil('it answers', 1_000, async () => (await client.ping()) === 'PONG');
    } finally {
      client.disconnect();
    }
  };
  await answered(redisUrl(port, authorityFile(home())));
  const refused = await Promise.allSettled([
    answered(redisUrl(port)),
    answered(`rediss://127.0.0.1:${port}`),
  ]);
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('N6: a renewed certificate of Redis is shown from the next connection on, and none is cut', async () => {
  const url = redisUrl(port, authorityFile(home()));
  const kept = openRedis(url, silent);
  await waitUntil('it answers', waitMs, async () => (await kept.ping()) === 'PONG');
  const id = await kept.client('ID');
  const before = await shown();
  expect(keepCertificates(certificatePlaceOf(home()), new Date())).toContain('redis');
  await renewStore(home(), 'redis', [url]);
  expect(await shown()).not.toBe(before);
  expect(await kept.client('ID')).toBe(id);
  kept.disconnect();
});

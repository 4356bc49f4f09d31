import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, createSecureContext, type TLSSocket } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { connectorTo } from '@comptoir/service-kit/tls/kept-sessions';
import { Client } from 'undici';
import { afterAll, expect, test } from 'vitest';
import { identityPath, keepCertificates } from '../../scripts/system/certificates/keep-certificates.ts';

const directory = mkdtempSync(join(tmpdir(), 'comptoir-connector-'));
afterAll(() => rmSync(directory, { recursive: true }));

setFlagsFromString('--expose-gc');
const collectMemory: () => void = runInNewContext('gc');

test('N6: a connection opens by the session of the one before, however long ago that was', async () => {
  keepCertificates({ directory, identities: ['product', 'gateway'], lifeSeconds: 3_600 }, new Date());
  const shown = (name: string) => {
    const { authorities: ca, certificate: cert, key } = identityOf(name);
    return { ca, cert, key, minVersion: 'TLSv1.3' as const };
  };
  const reused: boolean[] = [];
  const server = createServer({ ...shown('product'), requestCert: true }, (_request, response) =>
    response.end('well'),
  );
  server.on('secureConnection', (socket: TLSSocket) => reused.push(socket.isSessionReused()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const connect = connectorTo({
    secureContext: createSecureContext(shown('gateway')),
    checkServerIdentity: (_host, certificate) => checkServerIdentity('product', certificate),
  });
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let n = 0; n < 5; n += 1) {
    const client = new Client(origin, { connect });
    await (await client.request({ method: 'GET', path: '/healthz' })).body.dump();
    await client.destroy();
    collectMemory();
    if (n === 2) {
      rmSync(identityPath(directory, 'product'));
      keepCertificates({ directory, identities: ['product'], lifeSeconds: 3_600 }, new Date());
      server.setSecureContext(shown('product'));
    }
  }
  server.close();
  // A renewed certificate ends the sessions that were begun with the one before.
  expect(reused).toEqual([false, true, true, false, true]);
});

const identityOf = (name: string): { authorities: string; certificate: string; key: string } =>
  JSON.parse(readFileSync(identityPath(directory, name), 'utf8'));

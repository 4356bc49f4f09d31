/**
 * Started by `gateway.bench.ts`: passes calls on to one service with the gateway's own libraries and certificates, and does nothing else. No
 * gateway made of them costs less.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';
import { Pool } from 'undici';

const [, , origin = '', identityPath = ''] = process.argv;
const { authorities: ca, certificate: cert, key } = readIdentity(identityPath);
const pool = new Pool(origin, { connections: 128, connect: { ca, cert, key } });
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { url: path = '/', method = 'GET', headers } = request;
    const { connection: _, ...passed } = headers;
    const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
    pool.dispatch(
      { path, method, headers: passed, body },
      {
        onRequestStart: () => {},
        onResponseStart: (_, status, { connection, 'keep-alive': _kept, ...answered }) =>
          void response.writeHead(status, answered),
        onResponseData: (_, chunk) => void response.write(chunk),
        onResponseEnd: () => void response.end(),
        onResponseError: () => void response.destroy(),
      },
    );
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

/** Started by `acking-cloud.ts`: tells its address, and signs for whatever it is sent. It reads no record, keeps nothing, syncs nothing. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { headText, parseSyncHead } from '@comptoir/sync-protocol/records/head';
import { batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { columnEncoding } from '@comptoir/sync-protocol/wire/columns';
import { registers, STORE_ID } from '../../store-edge/agent/test/support/store.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const cloudPublicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const limits = { batchRecordsMax: 500, batchBytesMax: 1_048_576 };

const server = createServer(async (request, response) => {
  for await (const _ of request) {
    // Read to its end, and forgotten.
  }
  const answer = answerTo(request);
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? {}));
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);

function answerTo({ url = '', headers }: IncomingMessage): object | undefined {
  const path = url.replace('/api/v1/sync/', '');
  const serverTime = new Date().toISOString();
  switch (path) {
    case 'enrol':
      return {
        ...{ edgeId: '0193a000-0000-7000-8000-00000000ed9e', storeId: STORE_ID, storeCode: 'MTL01' },
        ...{ storeNumber: '012', registers, cloudPublicKey },
      };
    case 'challenge':
      return { nonce: Buffer.alloc(16).toString('base64'), serverTime };
    case 'session':
      return {
        ...{ token: 'any', expiresInSeconds: 900, session: 1, protocolVersion: 1, heads: [], serverTime },
        ...{ limits, encodings: [columnEncoding, batchEncoding] },
      };
    default:
      return cosigned(/^journals\/([^/]+)\/records$/.exec(path)?.[1] ?? '', String(headers['sync-head']));
  }
}

function cosigned(journal: string, told: string) {
  const head = parseSyncHead(journal, told);
  if (!head) return undefined;
  const { seq, hash } = head;
  return { seq, hash, cosignature: sign(null, Buffer.from(headText(head)), privateKey).toString('base64') };
}

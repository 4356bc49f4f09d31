/** Stands between an edge and the cloud, and keeps what they said: requests and answers that were good. Sockets do not pass. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Bodies as text; what is no text (a batch) in base64. A batch's token is not kept. */
export type Exchange = Readonly<{
  path: string;
  headers: Readonly<Record<string, string>>;
  request: string;
  answer: string;
}>;

const headersKept = [
  'content-type',
  'content-encoding',
  'sync-session',
  'after-seq',
  'after-hash',
  'sync-head',
];
/** Of each path: the first load of a feed, and the look after it. */
const keptOfEach = 2;

export async function recordingProxy(target: string) {
  const exchanges: Exchange[] = [];
  const seen = (end: string) => exchanges.filter(({ path }) => pathOf(path).endsWith(end)).length;
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request);
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: forwarded(request),
      body: request.method === 'GET' ? null : new Uint8Array(body),
    }).catch(() => undefined);
    if (!answer) return void response.destroy();
    const text = await answer.text();
    const path = request.url ?? '';
    if (answer.ok && seen(pathOf(path)) < keptOfEach) {
      const isBinary = request.headers['content-type'] === 'application/octet-stream';
      exchanges.push({
        path,
        headers: Object.fromEntries(
          headersKept.flatMap((name) =>
            request.headers[name] ? [[name, String(request.headers[name])]] : [],
          ),
        ),
        request: body.toString(isBinary ? 'base64' : 'utf8'),
        answer: text,
      });
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    exchanges: (): readonly Exchange[] => exchanges,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const pathOf = (path: string): string => path.split('?')[0] ?? '';

const forwarded = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ['authorization', ...headersKept].flatMap((name) =>
      request.headers[name] ? [[name, String(request.headers[name])]] : [],
    ),
  );

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

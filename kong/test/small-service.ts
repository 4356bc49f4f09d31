/** A service that says what reached it, and misbehaves on request by path. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SmallService {
  readonly port: number;
  /** Requests that reached it, probes left out. */
  readonly seen: { method: string; path: string; aborted: boolean }[];
  close(): Promise<void>;
}

export async function startSmallService(name: string, port = 0): Promise<SmallService> {
  const seen: SmallService['seen'] = [];
  const server = createServer((request, response) => {
    if (request.url === '/healthz') return void response.end('ok');
    const entry = { method: request.method ?? '', path: request.url ?? '', aborted: false };
    seen.push(entry);
    response.once('close', () => {
      entry.aborted = !response.writableFinished;
    });
    void answer(name, request, response);
  });
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.includes('refused')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nX-Service: yes\r\n\r\nno');
      return;
    }
    const accept = createHash('sha1').update(
      `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    );
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
    );
    socket.on('end', () => socket.end());
    socket.on('data', (bytes) => socket.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  if (path.includes('first-half')) return void response.write('first half', () => response.destroy());
  if (path.includes('cut-before')) return void request.socket.destroy();
  if (path.includes('never')) return;
  if (path.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 300));
  if (path.includes('drip')) return void response.write('one\n');
  let bytes = 0;
  const hash = createHash('sha256');
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  } catch {
    return;
  }
  const body = JSON.stringify({
    service: name,
    method: request.method,
    path,
    headers: request.headers,
    bytes,
    sha256: hash.digest('hex'),
  });
  const status = Number(/status-(\d+)/.exec(path)?.[1] ?? 200);
  if (path.includes('own-policy')) response.setHeader('content-security-policy', 'sandbox');
  response.writeHead(status, { 'content-type': 'application/json', etag: '"7"', vary: 'Accept-Language' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

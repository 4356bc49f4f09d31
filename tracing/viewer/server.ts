/** The HTTP side: OTLP in, pages and JSON out. Node's own server: a framework would be most of this program. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readExport } from './otlp.ts';
import { listPage, tracePage } from './pages.ts';
import type { Search, SpanStore } from './span-store.ts';
import { style } from './style.ts';
import type { Language } from './words.ts';

const unzip = promisify(gunzip);
/** A batch of 512 spans is some 400 kB. */
const bodyBytesMax = 8 * 1_048_576;
const tracesMax = 100;
const forgetEveryMs = 30_000;
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export type Viewer = Readonly<{ address: string; close(): Promise<void> }>;

/** @param port 0 lets the system choose. */
export async function startViewer(
  told: Readonly<{ port: number; host: string; store: SpanStore }>,
): Promise<Viewer> {
  const { store } = told;
  const server = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => {
      console.error(error);
      send(response, 500, 'text/plain', 'Something went wrong.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(told.port, told.host, resolve);
  });
  const forgetting = setInterval(() => store.forget(Date.now() * 1_000), forgetEveryMs);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(forgetting);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(store: SpanStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://traces');
  const { pathname, searchParams } = url;
  if (request.method === 'POST' && pathname === '/v1/traces') return take(store, request, response);
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Only GET, and POST /v1/traces.');
  if (pathname === '/healthz') return sendJson(response, 200, { status: 'alive' });
  if (pathname === '/style.css') return send(response, 200, 'text/css', style);
  const search = searchOf(searchParams);
  if (pathname === '/api/traces') return sendJson(response, 200, { items: store.search(search, tracesMax) });
  const language = languageOf(request, searchParams);
  if (pathname === '/') {
    const traces = store.search(search, tracesMax);
    const isFull = traces.length === tracesMax;
    return send(
      response,
      200,
      'text/html',
      listPage({ language, search, services: store.services(), traces, isFull }),
    );
  }
  const [, api, traceId] = /^(\/api)?\/traces\/([0-9a-f]{32})$/.exec(pathname) ?? [];
  if (traceId === undefined) return send(response, 404, 'text/plain', 'No such page.');
  const spans = store.trace(traceId);
  const status = spans.length === 0 ? 404 : 200;
  if (api) return sendJson(response, status, { spans });
  return send(response, status, 'text/html', tracePage(language, traceId, spans));
}

/** Source: OTLP 1.x, OTLP/HTTP: an empty object says that all was taken; 400 is not sent again, 415 neither. */
async function take(store: SpanStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.headers['content-type']?.startsWith('application/json'))
    return sendJson(response, 415, { message: 'Send JSON (OTEL_EXPORTER_OTLP_PROTOCOL=http/json).' });
  const text = await bodyOf(request).catch(() => undefined);
  if (text === undefined) return sendJson(response, 413, { message: `At most ${bodyBytesMax} bytes.` });
  const spans = readExport(parsed(text));
  if (!spans) return sendJson(response, 400, { message: 'Not an export of spans.' });
  store.add(spans);
  return sendJson(response, 200, {});
}

/** @throws when it is longer than may be, also unpacked. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    length += part.length;
    if (length > bodyBytesMax) throw new Error('too long');
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  const isPacked = request.headers['content-encoding'] === 'gzip';
  return (isPacked ? await unzip(bytes, { maxOutputLength: bodyBytesMax }) : bytes).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function searchOf(query: URLSearchParams): Search {
  const minMs = Number(query.get('minMs') || 0);
  return {
    text: query.get('text')?.slice(0, 200) || undefined,
    service: query.get('service') || undefined,
    failed: query.get('failed') === '1',
    minMs: minMs > 0 ? minMs : undefined,
  };
}

/** French unless somebody says otherwise. */
function languageOf(request: IncomingMessage, query: URLSearchParams): Language {
  const told = query.get('lang') ?? request.headers['accept-language'] ?? '';
  return told.startsWith('en') ? 'en' : 'fr';
}

const sendJson = (response: ServerResponse, status: number, body: unknown) =>
  send(response, status, 'application/json', JSON.stringify(body));

function send(response: ServerResponse, status: number, type: string, body: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(body);
}

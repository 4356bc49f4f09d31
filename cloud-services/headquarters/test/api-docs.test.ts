import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Document } from '../src/api-docs/openapi.ts';
import { createHeadquartersServer } from '../src/server.ts';

const open: Server[] = [];
const folder = mkdtempSync(join(tmpdir(), 'comptoir-api-docs-'));
let headquarters: string;

function listen(server: Server): Promise<string> {
  open.push(server);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );
}

beforeAll(async () => {
  // What is behind the gateway, where one service is away.
  const gateway = createServer((request, response) => {
    const service = request.url?.split('/')[3] ?? '';
    if (service === 'cart') return void response.writeHead(503).end();
    const paths = { [`/api/v1/${service}`]: { get: { summary: service, responses: {} } } };
    response.end(JSON.stringify({ openapi: '3.1.0', info: { title: service, version: '1.0.0' }, paths }));
  });
  const gatewayUrl = await listen(gateway);
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/app-1a2b.js']) writeFileSync(join(folder, name), name);
  const app = createHeadquartersServer({
    gatewayUrl,
    appDist: folder,
    apiDocsDist: folder,
    verifier: join(folder, 'index.html'),
  });
  headquarters = await listen(createServer(app));
});
afterAll(() => {
  for (const server of open) server.close();
  rmSync(folder, { recursive: true });
});

test('one document tells the calls of all services at the gateway’s address, and which service did not answer', async () => {
  const answer = await fetch(`${headquarters}/api-docs/openapi.json`);
  const document = (await answer.json()) as Document & { 'x-unanswered': string[] };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths ?? {})).toContain('/api/v1/sales');
  expect(document['x-unanswered']).toEqual(['cart']);
});

test('the page of the API is handed out beside head office’s own, and only what it needs may be loaded', async () => {
  for (const path of ['/api-docs/', '/api-docs', '/']) {
    const answer = await fetch(`${headquarters}${path}`);
    expect(await answer.text()).toBe('index.html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  }
});

test('N1: scripts of head office and of the API’s page come packed, and are kept for ever', async () => {
  for (const path of ['/assets/app-1a2b.js', '/api-docs/assets/app-1a2b.js']) {
    const answer = await fetch(`${headquarters}${path}`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(await answer.text()).toBe('assets/app-1a2b.js');
  }
});

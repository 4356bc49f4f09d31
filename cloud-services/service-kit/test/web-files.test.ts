import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webFiles } from '../src/http/web-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-web-files-'));
const script = `console.log(${JSON.stringify('bonjour '.repeat(500))});`;
let server: Server;
let address: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/app-1a2b.js', 'assets/letters-3c4d.woff2', 'fr.webmanifest'])
    writeFileSync(join(folder, name), script);
  const app = express();
  app.get('/{*file}', webFiles(folder));
  app.get('/{*page}', (_request, response) => void response.send('page'));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, codings: string) =>
  fetch(`${address}${path}`, { headers: { 'accept-encoding': codings } });

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', null],
])('N1: a browser that takes %s gets a script as %s, and reads the same', async (takes, coding) => {
  // The second time it is what the first one left.
  for (const _ of [1, 2]) {
    const answer = await get('/assets/app-1a2b.js', takes);
    expect(answer.headers.get('content-encoding')).toBe(coding);
    const bytes = Number(answer.headers.get('content-length'));
    if (coding) expect(bytes).toBeLessThan(script.length / 10);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toBe(script);
  }
});

test('N1: what has its hash in its name is kept for ever, what is packed already is left as it is', async () => {
  const letters = await get('/assets/letters-3c4d.woff2', 'br');
  expect(letters.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(letters.headers.get('content-encoding')).toBeNull();
  expect(await letters.text()).toBe(script);
  const manifest = await get('/fr.webmanifest', 'br');
  expect(manifest.headers.get('cache-control')).not.toContain('immutable');
});

test('N1: a script of another release is not there, rather than a page in its place; a page is nobody’s file', async () => {
  expect((await get('/assets/app-0000.js', 'br')).status).toBe(404);
  for (const path of ['/', '/index.html', '/sales', '/../package.json', '/assets'])
    expect(await (await get(path, 'br')).text()).toBe('page');
});

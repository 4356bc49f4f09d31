import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { openPictures } from '../src/pictures/pictures.ts';

const servers: Server[] = [];
const folders: string[] = [];
const listen = async (server: Server): Promise<string> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const name = 'apple-cherry-57560f64.svg';
const url = `/api/v1/products/images/${name}`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';

async function store() {
  let asked = 0;
  const cloud = createServer((request, response) => {
    asked += 1;
    response.statusCode = request.url === url ? 200 : 404;
    response.end(request.url === url ? svg : '');
  });
  const cloudUrl = await listen(cloud);
  const dataDir = mkdtempSync(join(tmpdir(), 'comptoir-pictures-'));
  folders.push(dataDir);
  const pictures = openPictures({ dataDir, cloudUrl });
  const edge = await listen(createServer(express().use(pictures.router)));
  return { pictures, edge, cutOff: () => close(cloud), asked: () => asked };
}

test('E7: pictures fetched while on line show while cut off', async () => {
  const { pictures, edge, cutOff } = await store();
  expect(await pictures.fetchMissing([url, url])).toBe(1);
  await cutOff();
  const response = await fetch(edge + url);
  expect([response.status, await response.text()]).toEqual([200, svg]);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test('P1: a picture that the store has is not fetched again', async () => {
  const { edge, asked } = await store();
  await fetch(edge + url);
  await fetch(edge + url);
  expect(asked()).toBe(1);
});

test('N3: a name that leaves the folder, or that the cloud does not know, is not found', async () => {
  const { edge } = await store();
  for (const wrong of ['..%2F..%2Fjournal.db', 'unknown.svg', 'a.exe'])
    expect((await fetch(`${edge}/api/v1/products/images/${wrong}`)).status).toBe(404);
});

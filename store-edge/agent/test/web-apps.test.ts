import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
const terminalDist = mkdtempSync(join(tmpdir(), 'terminal-dist-'));
beforeAll(async () => {
  mkdirSync(join(terminalDist, 'assets'));
  writeFileSync(join(terminalDist, 'index.html'), '<!doctype html><title>Caisse</title>');
  writeFileSync(join(terminalDist, 'sw.js'), 'self;');
  writeFileSync(join(terminalDist, 'assets', 'index-1.js'), 'export {};');
  shop = await openShop({ terminalDist });
});
afterAll(async () => {
  await shop.close();
  rmSync(terminalDist, { recursive: true });
});

test.each([
  ['/', 'text/html', 'no-cache'],
  ['/sw.js', 'text/javascript', 'no-cache'],
  ['/assets/index-1.js', 'text/javascript', 'public, max-age=31536000, immutable'],
])(
  'E8: a new version of the till is seen at the next look, and its files are kept: %s',
  async (path, type, caching) => {
    const answer = await fetch(shop.base + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.headers.get('cache-control')).toBe(caching);
  },
);

test('E8: the service worker may fetch what it is to keep', async () => {
  const policy = (await fetch(`${shop.base}/sw.js`)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
});

test('E8: a file of an earlier version is not answered by a page', async () => {
  expect((await fetch(`${shop.base}/assets/index-0.js`, { headers: { accept: '*/*' } })).status).toBe(404);
});

test('E8: answers of the agent are never kept', async () => {
  expect((await fetch(`${shop.base}/edge/v1/state`)).headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['/edge/v1/state', "default-src 'none'"],
  ['/', "default-src 'self'"],
])(
  'API8: no page of another site frames %s of a store’s server, nor reads or guesses what it is',
  async (path, policy) => {
    const { headers } = await fetch(shop.base + path);
    expect(headers.get('content-security-policy')).toContain(policy);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
  },
);

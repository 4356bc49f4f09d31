import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Home, homeFrom } from './home.ts';
import {
  firstBaseOfTests,
  type PortClaim,
  rememberPortBase,
  takeFreePortBase,
  takePortBase,
} from './port-base.ts';

let home: Home;
const claims: PortClaim[] = [];
const kept = async (claim: Promise<PortClaim>) => {
  const taken = await claim;
  claims.push(taken);
  return taken;
};
const free = () => kept(takeFreePortBase(firstBaseOfTests));

beforeEach(() => {
  home = homeFrom(mkdtempSync(join(tmpdir(), 'port-base-')));
});
afterEach(async () => {
  await Promise.all(claims.splice(0).map(({ release }) => release()));
  rmSync(home.directory, { recursive: true });
});

test('N8: houses that are brought up at once get ports of their own, before any of their programs listens', async () => {
  const bases = (await Promise.all([free(), free(), free()])).map(({ base }) => base);
  expect(new Set(bases).size).toBe(3);
});

test('N8: a base where a stranger listens is passed over', async () => {
  const { base, release } = await free();
  await release();
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(base + 17, '127.0.0.1', resolve));
  try {
    expect((await kept(takeFreePortBase(base))).base).toBeGreaterThan(base);
  } finally {
    stranger.close();
  }
});

test('N8: a house that was whole once keeps its ports, and says so where another is just taking them', async () => {
  const { base, release } = await free();
  rememberPortBase(home, base);
  await expect(takePortBase(home, undefined)).rejects.toThrow(`taking the ports from ${base} on`);
  await release();
  expect((await kept(takePortBase(home, undefined))).base).toBe(base);
});

test('N8: ports that are asked for are taken, whatever the house had before', async () => {
  rememberPortBase(home, 20_000);
  const { base, release } = await free();
  await release();
  expect((await kept(takePortBase(home, base))).base).toBe(base);
});

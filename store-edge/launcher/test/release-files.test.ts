import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseText } from '@comptoir/sync-protocol/releases/manifest';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { layRelease, ownPlatform } from '../src/release-files.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const [program, page] = [randomBytes(300_000), Buffer.from('<!doctype html>')];
const files = new Map([program, page].map((bytes) => [hashOf(bytes), bytes]));

let server: Server;
let releasesDir: string;
/** What was asked, and how the next answers differ. */
let asked: string[] = [];
let cutAfterBytes: number | undefined;
let altered = false;
let manifestChange: object = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    const bytes = files.get(name);
    if (!bytes) return void response.end(JSON.stringify(signed()));
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push(`${bytes === page ? 'page' : 'program'} from ${from}`);
    const rest = altered ? randomBytes(bytes.length - from) : bytes.subarray(from);
    altered = false;
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    if (cutAfterBytes === undefined) return void response.end(rest);
    response.write(rest.subarray(0, cutAfterBytes), () => response.destroy());
    cutAfterBytes = undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  releasesDir = mkdtempSync(join(tmpdir(), 'comptoir-releases-'));
});
afterAll(() => {
  server.close();
  rmSync(releasesDir, { recursive: true, force: true });
});
beforeEach(() => {
  [asked, cutAfterBytes, altered, manifestChange] = [[], undefined, false, {}];
  rmSync(releasesDir, { recursive: true });
  mkdirSync(join(releasesDir, '0.1.0', 'terminal'), { recursive: true });
  writeFileSync(join(releasesDir, '0.1.0', 'terminal', 'index.html'), page);
});

function signed() {
  const listed = [
    { path: 'agent/main.mjs', bytes: program.length, sha256: hashOf(program) },
    { path: 'terminal/index.html', bytes: page.length, sha256: hashOf(page) },
  ];
  const content = { format: 1, version: '0.2.0', platform: ownPlatform, files: listed, ...manifestChange };
  const manifest = JSON.stringify(content);
  return {
    manifest,
    signature: sign(null, Buffer.from(releaseText(manifest)), privateKey).toString('base64'),
  };
}

const lay = (releaseKeys = [key]) => {
  const cloudUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signal = new AbortController().signal;
  return layRelease({ cloudUrl, releasesDir, releaseKeys, current: '0.1.0', signal }, '0.2.0');
};
const laid = (...path: string[]) => readFileSync(join(releasesDir, '0.2.0', ...path));

test('E18: a release is whole or not there; what was cut goes on where it was, and what is here already does not come again', async () => {
  cutAfterBytes = 100_000;
  expect(await lay()).toMatchObject({ type: 'no-answer' });
  expect(statSync(join(releasesDir, '0.2.0'), { throwIfNoEntry: false })).toBeUndefined();
  const kept = statSync(join(releasesDir, '0.2.0.part', 'agent', 'main.mjs')).size;
  expect(await lay()).toEqual({ type: 'laid' });
  expect(asked).toEqual(['program from 0', `program from ${kept}`]);
  expect(laid('agent', 'main.mjs').equals(program)).toBe(true);
  expect(laid('terminal', 'index.html').equals(page)).toBe(true);
});

test('E18: bytes that are not those that were signed are thrown away and fetched anew', async () => {
  altered = true;
  expect(await lay()).toMatchObject({
    type: 'no-answer',
    why: expect.stringContaining('came with the hash'),
  });
  expect(await lay()).toEqual({ type: 'laid' });
  expect(asked).toEqual(['program from 0', 'program from 0']);
});

test.each([
  ['signed by a stranger', {}, ['A'.repeat(43).concat('=')], /bad-signature/],
  ['for another machine', { platform: 'win32-x64-115' }, [key], /built for win32/],
  ['that is another version', { version: '0.3.0' }, [key], /is of 0.3.0/],
  ['of a form of tomorrow', { format: 2 }, [key], /unreadable/],
  [
    'that leads out of its folder',
    { files: [{ path: '../../agent.mjs', bytes: 1, sha256: hashOf(page) }] },
    [key],
    /unreadable/,
  ],
])('E18: a release %s is refused, and nothing of it is fetched', async (_name, change, keys, why) => {
  manifestChange = change;
  expect(await lay(keys)).toEqual({ type: 'refused', why: expect.stringMatching(why) });
  expect(asked).toEqual([]);
});

/** Addresses that people write down must not lead into our own network. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postOutside, refusalOf } from '../src/outside/post.ts';
import { isPrivateAddress } from '../src/outside/private-address.ts';

const heard: string[] = [];
const server = createServer((request, response) => {
  heard.push(`${request.method} ${request.url}`);
  if (request.url === '/moved') response.writeHead(302, { location: '/secret' });
  response.end();
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
const post = (url: string, allowPrivate: boolean) =>
  postOutside(url, { headers: {}, body: '{}', allowPrivate });

test('N3: this machine, its networks and a cloud’s metadata are private, however they are written', () => {
  const addresses = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    '::',
  ];
  for (const address of [
    ...addresses,
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::7f00:1',
  ])
    expect(isPrivateAddress(address), address).toBe(true);
  for (const address of ['8.8.8.8', '192.67.1.1', '2606:4700::1111'])
    expect(isPrivateAddress(address)).toBe(false);
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPrivateAddress(`::ffff:${address}`)).toBe(true);
    }),
  );
});

test.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:169.254.169.254]/latest/meta-data',
  'http://example.org/',
  'https://user:password@example.org/',
  'file:///etc/passwd',
  'not an address',
])('N3: %s is refused before it is called', (address) => {
  expect(refusalOf(address, false)).toBeTypeOf('string');
});

test('N3: a name that leads to this machine is found out when it is called', async () => {
  heard.length = 0;
  const posted = await post(`https://localhost:${port}/`, false);
  expect(posted).toEqual({ error: 'localhost is in a private network' });
  expect(heard).toEqual([]);
});

test('N3: where it is allowed it is called, and a redirect is an answer, not a way on', async () => {
  heard.length = 0;
  expect(await post(`http://127.0.0.1:${port}/moved`, true)).toEqual({ status: 302 });
  expect(heard).toEqual(['POST /moved']);
});

import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { drainable } from '../src/http/drain.ts';

test('N5: a service ends though somebody who asked for a live connection is gone, and nobody closed it on this side', async () => {
  const server = createServer();
  const end = drainable(server, 50);
  const upgraded = new Promise<void>((resolve) => {
    server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: live\r\n\r\n');
      resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  client.end('GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: live\r\n\r\n');
  await upgraded;
  await end();
  expect(server.listening).toBe(false);
}, 20_000);

test('N5: a server ends at once though a browser holds a connection at hand on which it has asked nothing', async () => {
  const server = createServer();
  const end = drainable(server, 60_000);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise((resolve) => server.once('connection', resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  await accepted;
  await end();
  expect(server.listening).toBe(false);
}, 20_000);

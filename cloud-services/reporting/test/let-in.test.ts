import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { letIn } from '@comptoir/service-kit/auth/let-in';
import { problem } from '@comptoir/service-kit/http/problem';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let isSalesAway = true;
const server = createServer();
const io = new Server(server, { serveClient: false });
io.use(
  letIn(async (socket) => {
    if (isSalesAway) throw problem(503, 'unavailable', 'The sign-in service is away', 'Try again.');
    if (socket.handshake.auth.token !== 'good')
      throw problem(401, 'unauthenticated', 'Not signed in', 'Sign in.');
    return true;
  }),
);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => io.close());

const open = (token: string) =>
  connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    auth: { token },
    transports: ['websocket'],
    reconnectionDelay: 20,
    forceNew: true,
  });

test('R1: who opens a live page while nobody can say who they are is connected once somebody can', async () => {
  isSalesAway = true;
  const socket = open('good');
  await new Promise<void>((resolve) => void socket.io.once('reconnect_attempt', () => resolve()));
  isSalesAway = false;
  await vi.waitFor(() => expect(socket.connected).toBe(true), 10_000);
  socket.disconnect();
});

test('N3: who may not see a live page is told so, and stays out', async () => {
  isSalesAway = false;
  const socket = open('stolen');
  const refusal = await new Promise<Error>((resolve) => void socket.once('connect_error', resolve));
  expect(refusal.message).toBe('unauthenticated');
  expect([socket.connected, socket.active]).toEqual([false, false]);
});

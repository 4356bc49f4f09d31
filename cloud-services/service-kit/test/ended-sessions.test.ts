/** Whose session was ended is let in no more, by a token or by a connection that is open; asked of an issuer at a real address. */
import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toldBySales } from '../src/auth/ended-sessions.ts';
import { leaveWhenEnded } from '../src/auth/leave-when-ended.ts';
import { createTokens } from '../src/auth/tokens.ts';
import { remoteKeys } from '../src/auth/verify.ts';
import { type TestIssuer, testIssuer } from '../src/testing/issuer.ts';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});
afterAll(() => issuer.close());

function service() {
  let atMs = Date.now();
  let isAway = false;
  const call: typeof fetch = (...asked) =>
    isAway ? Promise.reject(new TypeError('nobody answers')) : fetch(...asked);
  const tokens = createTokens(
    remoteKeys(issuer.url),
    toldBySales(issuer.url, call, () => atMs),
  );
  return {
    tokens,
    later: (ms: number) => {
      atMs += ms;
    },
    salesGoes: () => {
      isAway = true;
    },
  };
}

test('N3: a token of an ended session is refused within two seconds, and nobody else’s is', async () => {
  const { tokens, later } = service();
  const [token, colleague] = [
    await issuer.staffToken(['head-office'], 'left'),
    await issuer.staffToken(['head-office'], 'stays'),
  ];
  expect(await tokens.staffOf(token)).toMatchObject({ id: 'left' });
  issuer.endSessions('left');
  later(2_000);
  await expect(tokens.staffOf(token)).rejects.toMatchObject({ status: 401 });
  expect(await tokens.staffOf(colleague)).toMatchObject({ id: 'stays' });
});

test('N3: while Sales is away the last list holds; a service that never had one says that it cannot know', async () => {
  issuer.endSessions('gone-before');
  const token = await issuer.staffToken(['head-office'], 'gone-before');
  const colleague = await issuer.staffToken(['head-office'], 'here');
  const { tokens, later, salesGoes } = service();
  await tokens.staffOf(colleague);
  salesGoes();
  later(60_000);
  expect(await tokens.staffOf(colleague)).toMatchObject({ id: 'here' });
  await expect(tokens.staffOf(token)).rejects.toMatchObject({ status: 401 });
  const fresh = service();
  fresh.salesGoes();
  await expect(fresh.tokens.staffOf(colleague)).rejects.toMatchObject({ status: 503 });
});

test('N3: a live view that is open is closed when the session is ended', async () => {
  const { tokens, later } = service();
  const socket = Object.assign(new EventEmitter(), { disconnect: () => socket.emit('disconnect') });
  const token = await issuer.staffToken(['head-office'], 'watches');
  await tokens.staffOf(token);
  issuer.endSessions('watches');
  later(2_000);
  leaveWhenEnded(socket, token, tokens, 5);
  await once(socket, 'disconnect');
});

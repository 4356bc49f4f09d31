import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { cloudCaller } from '../../src/sync/cloud-call.ts';

/** The collector, as it runs by itself in a process that lives for weeks. */
function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
}

test('E7: a call that the cloud never answers ends at its time limit, whatever memory is collected meanwhile', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const call = cloudCaller(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, () =>
    performance.now(),
  );
  const collecting = setInterval(collectGarbage, 20);
  const answer = await call({
    path: 'session',
    body: '{}',
    timeoutMs: 300,
    signal: new AbortController().signal,
  });
  clearInterval(collecting);
  silent.closeAllConnections();
  silent.close();
  expect(answer).toEqual({ type: 'no-answer', why: expect.stringContaining('300 ms') });
});

test('E7: a call is given up at once when the agent stops', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const call = cloudCaller(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, () =>
    performance.now(),
  );
  const stopping = new AbortController();
  const answer = call({ path: 'session', body: '{}', timeoutMs: 60_000, signal: stopping.signal });
  stopping.abort();
  expect((await answer).type).toBe('no-answer');
  silent.closeAllConnections();
  silent.close();
});

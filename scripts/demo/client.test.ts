import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { clientOf } from './client.ts';

let server: Server;
afterEach(() => void server.close());

/** @returns a client of a gateway that gives these answers, and what it was asked. */
async function gatewayThat(...answers: readonly [status: number, type: string][]) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const [status, type] = answers[asked.length] ?? [200, 'done'];
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status, { 'retry-after': '0' });
    request.resume().once('end', () => response.end(JSON.stringify({ type: `/problems/${type}` })));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { asked, client: clientOf(`http://127.0.0.1:${port}`, {}) };
}

test('N2: who starts a house on a machine that has much else to do gets it filled: a service that is not there yet is waited for', async () => {
  const { client, asked } = await gatewayThat([503, 'no-target'], [503, 'overloaded'], [503, 'no-target']);
  expect(await client.post('/movements', {})).toEqual({ type: '/problems/done' });
  expect(asked).toEqual(Array(4).fill('POST /movements'));
});

test.each([
  [503, 'neighbour-silent'],
  [409, 'short'],
] as const)(
  'N2: what may have been done, or will never be, is not asked again but told: %s %s',
  async (status, type) => {
    const { client, asked } = await gatewayThat([status, type]);
    await expect(client.post('/movements', {})).rejects.toThrow(`POST /movements answered ${status}`);
    expect(asked).toHaveLength(1);
  },
);

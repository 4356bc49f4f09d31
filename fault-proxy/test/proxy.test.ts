import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveControl } from '../src/control.ts';
import { createFaultProxy, type FaultProxy } from '../src/index.ts';

/** An echo that remembers which bodies reached it whole, and which were torn. */
let target: Server;
let whole: string[];
let torn: number;
let onTorn: () => void;
let proxy: FaultProxy;

beforeEach(async () => {
  whole = [];
  torn = 0;
  onTorn = () => undefined;
  target = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('error', () => {
      torn++;
      onTorn();
    });
    incoming.on('end', () => {
      whole.push(body);
      response.end(`answer ${body}`);
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  proxy = await createFaultProxy({ target: `127.0.0.1:${(target.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await proxy.close();
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
});

const post = (body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      { port: proxy.port, host: '127.0.0.1', method: 'POST', agent: false },
      (response: IncomingMessage) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => (response.complete ? resolve(text) : reject(new Error('answer torn'))));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

test('passes everything, both ways, when nothing is wrong', async () => {
  const body = 'x'.repeat(300_000);
  expect(await post(body)).toBe(`answer ${body}`);
  expect(proxy.state().requestBytes).toBeGreaterThan(300_000);
});

test('E7: a cut resets the connections that are open and refuses new ones, and healing lets everything through again', async () => {
  const socket = connect({ port: proxy.port, host: '127.0.0.1' });
  const closed = new Promise((resolve) => socket.on('error', resolve));
  await new Promise((resolve) => socket.on('connect', resolve));
  await expect.poll(() => proxy.state().connections).toBe(1);
  proxy.set({ cut: true });
  expect(await closed).toMatchObject({ code: 'ECONNRESET' });
  await expect(post('lost')).rejects.toThrow();
  proxy.heal();
  expect(await post('back')).toBe('answer back');
  expect(whole).toEqual(['back']);
});

test('E7: an answer that is dropped after n bytes was served all the same', async () => {
  proxy.set({ dropAnswerAfterBytes: 20 });
  await expect(post('paid')).rejects.toThrow();
  expect(whole).toEqual(['paid']);
  expect(proxy.state().answerBytes).toBe(20);
});

test('E7: a request torn in mid-body reaches the target as far as it was let through, and never whole', async () => {
  const broken = new Promise<void>((resolve) => {
    onTorn = resolve;
  });
  proxy.set({ tearRequestAfterBytes: 5_000 });
  await expect(post('y'.repeat(50_000))).rejects.toThrow();
  await broken;
  expect({ whole, torn }).toEqual({ whole: [], torn: 1 });
  expect(proxy.state().requestBytes).toBe(5_000);
});

test('delays each way, in order', async () => {
  proxy.set({ delayMs: 40, jitterMs: 20 });
  const began = performance.now();
  expect(await post('slow')).toBe('answer slow');
  expect(performance.now() - began).toBeGreaterThanOrEqual(80);
});

test('holds to a rate', async () => {
  proxy.set({ rateBytesPerSecond: 200_000 });
  const began = performance.now();
  await post('z'.repeat(60_000));
  expect(performance.now() - began).toBeGreaterThan(250);
});

test('half open: the connection stands and nothing comes through; healing ends it, so that the caller tries again', async () => {
  proxy.set({ halfOpen: true });
  const waiting = post('nobody hears').then(
    () => 'answered',
    () => 'ended',
  );
  await expect.poll(() => proxy.state().connections).toBe(1);
  expect(whole).toEqual([]);
  proxy.heal();
  expect(await waiting).toBe('ended');
});

test('resets by chance, and the chance can be repeated', async () => {
  proxy.set({ resetProbability: 1 });
  await expect(post('unlucky')).rejects.toThrow();
  expect(proxy.state().resets).toBe(1);
});

test('the control port sets, tells and heals the faults, and refuses what it does not know', async () => {
  const control = await serveControl(proxy, 0);
  const at = `http://127.0.0.1:${control.port}`;
  const put = (body: unknown) =>
    fetch(`${at}/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await put({ cut: true })).status).toBe(200);
  expect(proxy.faults().cut).toBe(true);
  expect((await put({ cutt: true })).status).toBe(400);
  await fetch(`${at}/heal`, { method: 'POST' });
  expect(await (await fetch(`${at}/state`)).json()).toMatchObject({ faults: { cut: false } });
  control.server.closeAllConnections();
  await new Promise((resolve) => control.server.close(resolve));
});

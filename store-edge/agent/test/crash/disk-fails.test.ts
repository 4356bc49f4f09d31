/**
 * A write that the disk refuses ends the agent's process: what is on disk is known again only after a restart, and the write is
 * never tried again. The real process, started as in a store, with a real limit of the kernel on the size of its files: the
 * write fails with EFBIG, which is no full disk, in the middle of a transaction.
 * Source: docs/reliability.md, A failed sync is fatal.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, simulatedTerminal } from '../support/devices.ts';
import { enrolment } from '../support/offline.ts';
import { saleOf } from '../support/sale.ts';
import { until } from '../support/shop.ts';
import { writeStore } from '../support/store.ts';
import { Till } from '../support/till.ts';
import { readBooks } from './books.ts';

const NOBODY = '127.0.0.1:9';
const main = join(import.meta.dirname, '../../src/main.ts');
const limitMs = 90_000;

let dataDir: string;
let terminal: Simulator;
let agent: ChildProcess;
let base: string;
let said: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'edge-disk-'));
  terminal = await simulatedTerminal('manual', join(dataDir, 'tpe.json'));
  writeStore(dataDir);
  const cloudPublicKey = Buffer.alloc(32, 7).toString('base64');
  writeFileSync(
    join(dataDir, 'enrolment.json'),
    JSON.stringify({ ...enrolment, storeCode: 'MTL01', cloudPublicKey }),
  );
  await start();
}, limitMs);
afterEach(async () => {
  if (isRunning()) {
    const ended = once(agent, 'exit');
    agent.kill('SIGKILL');
    await ended;
  }
  await terminal.close();
  rmSync(dataDir, { recursive: true });
});

const isRunning = () => agent.exitCode === null && agent.signalCode === null;

async function start(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  said = '';
  agent = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      CLOUD_URL: `http://${NOBODY}`,
      PRINTER: `tcp://${NOBODY}`,
      PAYMENT_TERMINAL: `http://${terminal.address}/nexo`,
      PAYMENT_TERMINAL_POIID: 'SIM-0001',
      SCANNER: `tcp://${NOBODY}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [agent.stdout, agent.stderr]) stream?.on('data', (text) => (said += String(text)));
  await until('the agent sells', async () => (await fetch(`${base}/readyz`).catch(() => null))?.ok, limitMs);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** From now on the process writes to no file behind its first page. Only the soft limit: no rights are needed. */
function forbidWrites(): void {
  execFileSync('prlimit', [`--pid=${agent.pid}`, '--fsize=4096:unlimited']);
}

async function ended(): Promise<number | null> {
  if (isRunning()) await once(agent, 'exit');
  return agent.exitCode;
}

async function openTill(): Promise<{ till: Till; shiftId: string }> {
  const till = await Till.pair(base, dataDir, '1');
  await till.logIn();
  return { till, shiftId: (await till.openShift()).shiftId };
}

test(
  'E13: a sale whose write fails gets no answer and ends the process; started anew, the same sale is taken once',
  async () => {
    const { till, shiftId } = await openTill();
    const [kept, failed] = [saleOf({ shiftId }), saleOf({ shiftId })];
    expect((await till.call('POST', '/sales', kept)).status).toBe(201);

    forbidWrites();
    await expect(till.call('POST', '/sales', failed)).rejects.toThrow();
    expect(await ended()).toBe(1);
    expect(said).toContain('the disk failed');
    expect(readBooks(dataDir).saleIds).toEqual([kept.saleId]);

    await start();
    const again = till.movedTo(base);
    expect((await again.call('POST', '/sales', failed)).status).toBe(201);
    expect((await again.call('POST', '/sales', failed)).status).toBe(200);
    expect(readBooks(dataDir).saleIds).toEqual([kept.saleId, failed.saleId]);
  },
  limitMs,
);

test(
  'E13: an approved card that cannot be written ends the process too, though no call waits; started anew, it is asked for and charged once',
  async () => {
    const { till, shiftId } = await openTill();
    const { saleId, priced } = saleOf({ shiftId });
    const attemptId = saleOf({ shiftId }).saleId;
    const begun = await till.call('POST', '/payments', { attemptId, saleId, amountMinor: priced.totalMinor });
    expect(begun.status).toBe(202);
    await until(
      'the terminal asks for the card',
      async () => (await terminal.state()).screen === 'present-card',
    );

    forbidWrites();
    await terminal.post('/card', { kind: 'contactless' });
    expect(await ended()).not.toBe(0);
    expect((await terminal.state()).charges).toHaveLength(1);

    await start();
    const again = till.movedTo(base);
    await until(
      'the payment is known',
      async () => (await again.call('GET', `/payments/${attemptId}`)).body.state === 'approved',
      limitMs,
    );
    expect((await terminal.state()).charges).toHaveLength(1);
  },
  limitMs,
);

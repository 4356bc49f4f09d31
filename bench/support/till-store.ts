/** A store for benches of the till: the agent as it ships, in its own process, cut off from the cloud, with a catalogue of any size. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { startScanner } from '../../hardware-drivers/simulators/scanner/simulator.ts';
import { distOf, processEntries } from '../../scripts/building/entries.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { root } from '../../scripts/system/root.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { enrolment } from '../../store-edge/agent/test/support/offline.ts';
import { writeFeedRows, writeStore } from '../../store-edge/agent/test/support/store.ts';

/** The discard port: nobody answers there. */
const nobody = '127.0.0.1:9';
const readyTimeoutMs = 60_000;

export type TillStore = Readonly<{
  address: string;
  /** Path of the file that lets its owner pair registers. */
  adminToken: string;
  /** Pulls the trigger of the scanner. @returns when, in epoch milliseconds. */
  scan: (text: string) => Promise<number>;
  close: () => Promise<void>;
}>;

/** `host:port` of what stands at register 1, beside the scanner. What is left out is not plugged in. */
type Counter = Readonly<{
  printer?: string;
  paymentTerminal?: string;
  /** Address of a cloud to enrol with; without it the store is cut off from the beginning. */
  cloud?: string;
}>;

export async function openTillStore(
  products: readonly CatalogueProduct[],
  counter: Counter = {},
): Promise<TillStore> {
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'till-store-'));
  const dataDir = join(folder, 'edge');
  mkdirSync(dataDir);
  writeStore(dataDir);
  writeFeedRows(
    dataDir,
    products.map((value) => ({ feed: 'catalogue', key: `product/${value.id}`, value })),
  );
  const cloudPublicKey = Buffer.alloc(32, 7).toString('base64');
  if (counter.cloud === undefined)
    writeFileSync(
      join(dataDir, 'enrolment.json'),
      JSON.stringify({ ...enrolment, storeCode: 'MTL01', cloudPublicKey }),
    );
  const scanner = await startScanner({ port: 0, controlPort: 0 });
  const port = await freePort();
  const agent = startAgent(dataDir, port, { ...counter, scanner: `127.0.0.1:${scanner.port}` });
  const address = `http://127.0.0.1:${port}`;
  await waitUntil('the agent is ready', readyTimeoutMs, async () => {
    if (agent.exitCode !== null) throw new Error(`the agent ended with ${agent.exitCode}`);
    return (await fetch(`${address}/readyz`).catch(() => null))?.ok ?? false;
  });
  return {
    address,
    adminToken: join(dataDir, 'admin-token'),
    async scan(text) {
      const atMs = performance.timeOrigin + performance.now();
      await post(`http://127.0.0.1:${scanner.controlPort}/scan`, { text });
      return atMs;
    },
    async close() {
      const ended = once(agent, 'exit');
      agent.kill('SIGTERM');
      if (agent.exitCode === null) await ended;
      await scanner.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `BENCH_NODE_ARGS` goes to its Node. */
function startAgent(
  dataDir: string,
  port: number,
  {
    printer = nobody,
    paymentTerminal = nobody,
    cloud = `http://${nobody}`,
    scanner,
  }: Counter & Readonly<{ scanner: string }>,
): ChildProcess {
  const { package: agentFolder, output } = processEntries.edge;
  const { PATH, HOME, LANG } = process.env;
  const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];
  return spawn(process.execPath, [...nodeArgs, join(root, agentFolder, 'dist', output)], {
    env: {
      ...{ PATH, HOME, LANG, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
      PORT: String(port),
      DATA_DIR: dataDir,
      CLOUD_URL: cloud,
      ENROLMENT_CODE: 'any',
      TERMINAL_DIST: process.env.BENCH_TERMINAL_DIST ?? distOf('terminal'),
      PRINTER: `tcp://${printer}`,
      PAYMENT_TERMINAL: `http://${paymentTerminal}/nexo`,
      PAYMENT_TERMINAL_POIID: 'SIM-0001',
      SCANNER: `tcp://${scanner}`,
    },
    stdio: ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${text}`);
}

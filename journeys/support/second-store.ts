/**
 * Another store for the time of a test: the same agent as a process of its own, behind a wire of its own, with no devices. What is
 * done to its disk or its people hurts nobody else's house.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EdgeState } from '@comptoir/edge-agent/api';
import { createFaultProxy, type FaultProxy } from '@comptoir/fault-proxy';
import { distOf, processEntries } from '../../scripts/building/entries.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { root } from '../../scripts/system/root.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { headOffice, run, type StoreServer } from './house.ts';
import type { Cashier } from './till.ts';

const storeCode = 'LAV02';
const { package: agentFolder, output } = processEntries.edge;
const program = path.join(root, agentFolder, 'dist', output);
const readyTimeoutMs = 60_000;
/** The discard port: no device answers there. */
const nobody = '127.0.0.1:9';

type AgentRun = Readonly<{ code: number | null; said: string }>;

/** Runs an agent that is expected to end by itself, as one with a bad enrolment code does. */
export async function runAgent(dataDir: string, enrolmentCode: string): Promise<AgentRun> {
  const agent = start({ dataDir, port: 0, cloudUrl: run.gateway, enrolmentCode });
  let said = '';
  for (const stream of [agent.stdout, agent.stderr]) stream?.on('data', (text) => (said += String(text)));
  const [code] = await once(agent, 'close');
  return { code, said };
}

export async function enrolmentCode(): Promise<string> {
  const storeId = (await storeNamed(storeCode)).id;
  return (await headOffice.post<{ code: string }>('/sales/enrolment-codes', { storeId })).code;
}

export type SecondStore = Readonly<{
  id: string;
  server: StoreServer;
  cashier: Cashier;
  wire: FaultProxy;
  /** What the server says of its line to the cloud. */
  link: () => Promise<EdgeState['link'] | undefined>;
  /** In good order; waits for its end. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
}>;

export async function openSecondStore(): Promise<SecondStore> {
  const { id } = await storeNamed(storeCode);
  const cashier = await hire(id);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'comptoir-second-store-'));
  const wire = await createFaultProxy({ target: new URL(run.gateway).host });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const code = await enrolmentCode();
  let agent: ChildProcess | undefined;

  const open = async () => {
    agent = start({ dataDir, port, cloudUrl: `http://127.0.0.1:${wire.port}`, enrolmentCode: code });
    await waitUntil('the second store is ready', readyTimeoutMs, async () => {
      const answer = await fetch(`${address}/readyz`).catch(() => undefined);
      return answer?.ok ?? false;
    });
  };
  const stop = async () => {
    if (!agent || agent.exitCode !== null || agent.signalCode !== null) return;
    const ended = once(agent, 'exit');
    agent.kill('SIGTERM');
    await ended;
  };
  await open();
  return {
    id,
    server: { address, dataDir },
    cashier,
    wire,
    async link() {
      const answer = await fetch(`${address}/edge/v1/state`).catch(() => undefined);
      return answer && ((await answer.json()) as EdgeState).link;
    },
    start: open,
    stop,
    async close() {
      await stop();
      await wire.close();
      await retireServers();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Place = Readonly<{ id: string; code: string }>;

async function storeNamed(code: string): Promise<Place> {
  const { items } = await headOffice.get<{ items: Place[] }>('/sales/stores');
  const found = items.find((store) => store.code === code);
  if (!found) throw new Error(`the demo has no store ${code}`);
  return found;
}

/** The demo's people work in another store. */
async function hire(storeId: string): Promise<Cashier> {
  const cashier = { name: `Essai ${randomUUID().slice(0, 8)}`, pin: '9753' };
  await headOffice.put(`/staff/${randomUUID()}`, {
    displayName: cashier.name,
    roles: ['cashier'],
    language: 'fr',
    storeIds: [storeId],
    pin: cashier.pin,
  });
  return cashier;
}

/** Head office is told that every server this store had is gone for good. */
export async function retireServers(): Promise<void> {
  const { id: storeId } = await storeNamed(storeCode);
  const { items } = await headOffice.get<{ items: { edgeId: string; storeId: string; state: string }[] }>(
    '/sales/edges',
  );
  for (const edge of items)
    if (edge.storeId === storeId && edge.state !== 'revoked')
      await headOffice.post(`/sales/edges/${edge.edgeId}/revoke`, undefined);
}

type AgentOptions = Readonly<{ dataDir: string; port: number; cloudUrl: string; enrolmentCode: string }>;

function start({ dataDir, port, cloudUrl, enrolmentCode: code }: AgentOptions): ChildProcess {
  const { PATH, HOME, LANG } = process.env;
  // A run that is killed must leave nothing behind: the kernel ends the child with its parent.
  return spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, '--enable-source-maps', program], {
    env: {
      ...{ PATH, HOME, LANG, NODE_ENV: 'production' },
      PORT: String(port),
      DATA_DIR: dataDir,
      CLOUD_URL: cloudUrl,
      ENROLMENT_CODE: code,
      TERMINAL_DIST: distOf('terminal'),
      PRINTER: `tcp://${nobody}`,
      PAYMENT_TERMINAL: `http://${nobody}/nexo`,
      PAYMENT_TERMINAL_POIID: 'none',
      SCANNER: `tcp://${nobody}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

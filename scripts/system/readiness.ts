/** Whether a process of the house is ready, and what to tell whoever waits when it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { mutualPort } from './certificates/house-certificates.ts';
import { addressOf, type House, serviceInstances } from './house.ts';
import { isPortFree, isPortName, type Ports } from './ports.ts';
import { postgresUrl } from './postgres.ts';
import { replicaPlaceOf, storesUrl } from './stores-place.ts';
import { accepts, waitUntil } from './wait-until.ts';

/** Generous: a small machine that does other things too starts ten processes at once. */
const readyTimeoutMs = 180_000;
/** Whoever ended so often while we wait will not get ready by waiting. */
const endsMax = 4;
const answerTimeoutMs = 5_000;
const gatewayFileTimeoutMs = 20_000;

/** Path that answers 200 once the process and what it needs are ready; others are ready when they accept connections, or have no port at all. */
const readyPaths: Readonly<Record<string, string>> = {
  ...Object.fromEntries(serviceInstances.map((name) => [name, '/readyz'])),
  gateway: '/_gateway/readyz',
  headquarters: '/readyz',
  edge: '/readyz',
  mail: '/healthz',
  provider: '/healthz',
  carrier: '/healthz',
  storefront: '/readyz',
  traces: '/healthz',
};

/** @throws Error with the end of the process's log when it is not ready in time. */
export async function waitUntilReady(house: House, name: string): Promise<void> {
  const log = join(house.home.logs, `${name}.log`);
  const endsBefore = endsIn(log);
  const isHopeless = () => endsIn(log) - endsBefore >= endsMax;
  let ready = false;
  const settled = async () => {
    ready = await isReady(house, name).catch(() => false);
    return ready || isHopeless();
  };
  await waitUntil(`${name} is ready`, readyTimeoutMs, settled).catch(() => {});
  if (ready) return;
  const why = isHopeless() ? 'ends again and again' : `is not ready after ${readyTimeoutMs / 1000} s`;
  throw new Error(`${name} ${why}. The end of ${log}:\n${lastLines(log)}`);
}

/** How often the supervisor noted there that the process ended. */
function endsIn(log: string): number {
  if (!existsSync(log)) return 0;
  return readFileSync(log, 'utf8').split('\nsupervisor: ended').length - 1;
}

async function isReady(house: House, name: string): Promise<boolean> {
  if (name === 'postgres') return await postgresAnswers(storesUrl(house));
  if (name === 'replica') return await postgresAnswers(postgresUrl(replicaPlaceOf(house)));
  if (!isPortName(name)) return true;
  const path = readyPaths[name];
  if (path === undefined) return await accepts(house.ports[name]);
  const answer = await fetch(`${addressOf(house.ports, name)}${path}`, {
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  await answer.body?.cancel();
  return answer.ok;
}

/** @param version SHA-256 of the file that is to be in force. */
export async function waitForGatewayFile({ ports }: House, version: string): Promise<void> {
  await waitUntil('The gateway takes its new file (its log: gateway.log)', gatewayFileTimeoutMs, async () => {
    const answer = await fetch(`${addressOf(ports, 'gateway')}${readyPaths.gateway}`);
    const told = (await answer.json()) as { version?: string };
    return told.version === version;
  });
}

async function postgresAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerTimeoutMs });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}

const linesShown = 12;

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-linesShown).join('\n');
  } catch {
    return '(nothing was logged)';
  }
}

/** @throws Error naming the first port that a stranger uses, and what to type instead. */
export async function requireFreePorts(ports: Ports): Promise<void> {
  const interfaces = serviceInstances.map((name) => [name, mutualPort(ports, name)] as const);
  for (const [name, port] of [...Object.entries(ports), ...interfaces]) {
    if (await isPortFree(port)) continue;
    throw new Error(
      `Port ${port} (${name}) is used by another program. Stop it, or choose other ports: ` +
        `COMPTOIR_PORT_BASE=${ports.gateway + 1000} scripts/up`,
    );
  }
}

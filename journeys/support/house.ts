/** The running house as a journey sees it: addresses from run.json, and the hands of those outside of the screens. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SaleSummary } from '@comptoir/sales/api';
import { inject } from 'vitest';
import { readRun } from '../../scripts/system/run-file.ts';

export const run = inject('run');
/** `$COMPTOIR_HOME` of the house under test. */
export const home = inject('homeDirectory');

async function json<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const send = <T>(
  method: 'POST' | 'PUT',
  url: string,
  body: unknown = {},
  headers: Record<string, string> = {},
) => json<T>(url, { method, body: JSON.stringify(body), headers });

/** The cable between store and cloud. */
export const wan = {
  cut: () => send('PUT', `${run.wan}/faults`, { cut: true }),
  set: (faults: Record<string, unknown>) => send('PUT', `${run.wan}/faults`, faults),
  heal: () => send('POST', `${run.wan}/heal`),
  state: () => json<{ resets: number }>(`${run.wan}/state`),
};

/** What the shop's public catalogue says of a product. @param code an id, a SKU or a GTIN. */
export const product = (code: string) =>
  json<{ id: string; sku: string; gtins: string[]; price: { amountMinor: number } }>(
    `${run.gateway}/api/v1/products/${code}`,
  );

/** The till takes the same code twice within 300 ms for one scan seen twice; no hand is as quick. */
const handMs = 350;
let inHand = '';

/** A hand holding a product under the scanner. */
export async function scan(text: string): Promise<void> {
  // From now, not from the scan before: a busy server may have heard that one late, and its line was seen since.
  if (text === inHand) await sleep(handMs);
  inHand = text;
  await send('POST', `${run.simulators.scanner}/scan`, { text });
}

/** A hand that lays goods on the scale. */
export const layOnScale = (grams: number) => send('POST', `${run.simulators.scale}/load`, { grams });

async function receipts(): Promise<{ number: number; text: string }[]> {
  const listed = await json<{ number: number }[]>(`${run.simulators.printer}/receipts`);
  return Promise.all(
    listed.map(async ({ number }) => ({
      number,
      text: await (await fetch(`${run.simulators.printer}/receipts/${number}.txt`)).text(),
    })),
  );
}

export const printer = {
  receiptTexts: async (): Promise<string[]> => (await receipts()).map(({ text }) => text),
  /** Address of a receipt's picture. */
  pictureOf: async (receiptNumber: string): Promise<string> => {
    const found = (await receipts()).find(({ text }) => text.includes(receiptNumber));
    if (!found) throw new Error(`the printer has no receipt ${receiptNumber}`);
    return `${run.simulators.printer}/receipts/${found.number}.svg`;
  },
  misbehave: (fault: Record<string, unknown>) => send('POST', `${run.simulators.printer}/misbehave`, fault),
  loadPaper: () => send('POST', `${run.simulators.printer}/load-paper`),
  /** A hand that shuts the drawer, which hangs on the printer. */
  closeDrawer: () => send('POST', `${run.simulators.printer}/close-drawer`),
};

export const paymentTerminal = {
  misbehave: (fault: Record<string, unknown>) =>
    send('POST', `${run.simulators.paymentTerminal}/misbehave`, fault),
  restart: () => send('POST', `${run.simulators.paymentTerminal}/restart`),
  state: () =>
    json<{ screen: string; charges: { amount: string; reference: string }[] }>(
      `${run.simulators.paymentTerminal}/state`,
    ),
};

/** A store's server as those see it who stand beside it: where it answers, and the folder of its files. */
export type StoreServer = Readonly<{ address: string; dataDir: string }>;
/** The one that the house runs. */
export const mainStore: StoreServer = { address: run.edge, dataDir: path.join(home, 'edge') };

/** A fresh code that ties a browser to a register of the store, as the manager would make one. */
export async function pairingCode(registerNumber: string, { address, dataDir } = mainStore): Promise<string> {
  const adminToken = readFileSync(path.join(dataDir, 'admin-token'), 'utf8').trim();
  const answer = await send<{ code: string }>(
    'POST',
    `${address}/edge/v1/pairing-codes`,
    { registerNumber },
    { authorization: `Bearer ${adminToken}` },
  );
  return answer.code;
}

export function pidOf(name: string): number {
  const pid = readRun(home).pids[name];
  if (pid === undefined) throw new Error(`${name} does not run`);
  return pid;
}

/** A process of the house dies as in a power cut; the supervisor starts it anew. */
export const kill = (name: string): void => void process.kill(pidOf(name), 'SIGKILL');
export const killEdge = (): void => kill('edge');

/** While `work` goes on the supervisor starts nothing: what is killed stays away. */
export async function withoutRestarts(work: () => Promise<void>): Promise<void> {
  process.kill(pidOf('supervisor'), 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pidOf('supervisor'), 'SIGCONT');
  }
}

let token: string | undefined;

/** Head office's calls through the gateway, with its own sign-in. */
export const headOffice = {
  async token(): Promise<string> {
    if (token) return token;
    const { login, password } = run.demo.admin;
    const answer = await send<{ accessToken: string }>('POST', `${run.gateway}/api/v1/staff/auth`, {
      login,
      password,
    });
    token = answer.accessToken;
    return token;
  },
  async get<T>(pathAndQuery: string, headers: Record<string, string> = {}): Promise<T> {
    return json<T>(`${run.gateway}/api/v1${pathAndQuery}`, {
      headers: { authorization: `Bearer ${await headOffice.token()}`, ...headers },
    });
  },
  async put<T>(pathAndQuery: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return send<T>('PUT', `${run.gateway}/api/v1${pathAndQuery}`, body, {
      authorization: `Bearer ${await headOffice.token()}`,
      ...headers,
    });
  },
  async post<T>(pathAndQuery: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return send<T>('POST', `${run.gateway}/api/v1${pathAndQuery}`, body, {
      authorization: `Bearer ${await headOffice.token()}`,
      ...headers,
    });
  },
  /** @param storeId of one store alone; of all when not given. */
  async sales(storeId?: string): Promise<SaleSummary[]> {
    const sales: SaleSummary[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: SaleSummary[]; nextCursor: string | null } = await headOffice.get(
        `/sales/history?kind=sale&limit=200${storeId ? `&storeId=${storeId}` : ''}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      sales.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return sales;
  },
  async onHand(productId: string, locationId: string): Promise<number> {
    const answer = await headOffice.get<{ totals: { onHand: string } }>(
      `/inventory/stock/${productId}?locationId=${locationId}`,
    );
    return Number(answer.totals.onHand);
  },
  changePrice: (productId: string, amountMinor: number) =>
    headOffice.put(`/products/${productId}/price`, { amountMinor, currency: 'CAD' }),
  /** Corrects a store's stock to what was counted. */
  async setOnHand(productId: string, locationId: string, counted: number): Promise<void> {
    const quantity = String(counted - (await headOffice.onHand(productId, locationId)));
    if (quantity === '0') return;
    await headOffice.post(
      '/inventory/movements',
      { locationId, reason: 'adjustment', lines: [{ productId, quantity }] },
      { 'idempotency-key': randomUUID() },
    );
  },
};

/** Those that one trace went through. @param number of a receipt or of an order. */
export async function programsInTraceOf(number: string): Promise<string[]> {
  const found = await json<{ items: { traceId: string }[] }>(`${run.traces}/api/traces?text=${number}`);
  const traceId = found.items[0]?.traceId;
  if (traceId === undefined) return [];
  const { spans } = await json<{ spans: { service: string }[] }>(`${run.traces}/api/traces/${traceId}`);
  return [...new Set(spans.map(({ service }) => service))];
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Speaks to the house as head office does: through the gateway, with a staff token. */
export type Client = Readonly<{
  get<T>(path: string): Promise<T>;
  /** `undefined` when there is no such thing. */
  find<T>(path: string): Promise<T | undefined>;
  put(path: string, body: unknown): Promise<void>;
  post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T>;
  /** A file of rows, one JSON object a line. */
  postRows<T>(path: string, rows: readonly object[]): Promise<T>;
  /** The same, with these headers too. */
  saying(headers: Readonly<Record<string, string>>): Client;
}>;

/** The whole catalogue in one request, also on a machine that has other things to do. */
const timeoutMs = 600_000;
/**
 * Refused before anything was done: a machine that has much else to do has the gateway hold a service for ill for a moment, and a
 * service refuse at its door. A newcomer's first command waits for it.
 */
const notBegun: ReadonlySet<unknown> = new Set(['/problems/no-target', '/problems/overloaded']);
const asksMax = 120;

export async function signIn(gateway: string, login: string, password: string): Promise<Client> {
  const { accessToken } = await ask<{ accessToken: string }>(gateway, {
    method: 'POST',
    path: '/api/v1/staff/auth',
    headers: {},
    body: JSON.stringify({ login, password }),
  });
  return clientOf(gateway, { authorization: `Bearer ${accessToken}` });
}

/** @param headers with the credential. */
export function clientOf(gateway: string, headers: Readonly<Record<string, string>>): Client {
  return {
    get: (path) => ask(gateway, { method: 'GET', path, headers }),
    find: (path) => ask(gateway, { method: 'GET', path, headers, foreseen: [404] }),
    put: async (path, body) =>
      void (await ask(gateway, { method: 'PUT', path, headers, body: JSON.stringify(body) })),
    post: (path, body, key) =>
      ask(gateway, {
        method: 'POST',
        path,
        headers: key === undefined ? headers : { ...headers, 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    postRows: (path, rows) =>
      ask(gateway, {
        method: 'POST',
        path,
        headers: { ...headers, 'content-type': 'application/x-ndjson' },
        body: rows.map((row) => JSON.stringify(row)).join('\n'),
      }),
    saying: (more) => clientOf(gateway, { ...headers, ...more }),
  };
}

type Asked = Readonly<{
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Statuses that are answers too: there is nothing, then. */
  foreseen?: readonly number[];
}>;

/** @throws Error with the answer's own words when it is neither a success nor foreseen. */
async function ask<T>(gateway: string, asked: Asked): Promise<T> {
  for (let asks = 1; ; asks += 1) {
    const answer = await askOnce(gateway, asked);
    const text = await answer.text();
    if (asked.foreseen?.includes(answer.status)) return undefined as T;
    if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    if (asks === asksMax || !isNotBegun(text))
      throw new Error(`${asked.method} ${asked.path} answered ${answer.status}: ${text.slice(0, 500)}`);
    await sleep(1_000 * Number(answer.headers.get('retry-after') ?? 1));
  }
}

function isNotBegun(text: string): boolean {
  try {
    return notBegun.has(JSON.parse(text).type);
  } catch {
    return false;
  }
}

const askOnce = (gateway: string, { method, path, headers, body }: Asked): Promise<Response> =>
  fetch(new URL(path, gateway), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body }),
  });

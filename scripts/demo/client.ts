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

export async function signIn(gateway: string, login: string, password: string): Promise<Client> {
  const { accessToken } = await ask<{ accessToken: string }>(
    gateway,
    'POST',
    '/api/v1/staff/auth',
    {},
    JSON.stringify({ login, password }),
  );
  return clientOf(gateway, { authorization: `Bearer ${accessToken}` });
}

/** @param headers with the credential. */
export function clientOf(gateway: string, headers: Readonly<Record<string, string>>): Client {
  return {
    get: (path) => ask(gateway, 'GET', path, headers),
    find: (path) => ask(gateway, 'GET', path, headers, undefined, [404]),
    put: async (path, body) => void (await ask(gateway, 'PUT', path, headers, JSON.stringify(body))),
    post: (path, body, key) =>
      ask(
        gateway,
        'POST',
        path,
        key === undefined ? headers : { ...headers, 'idempotency-key': key },
        JSON.stringify(body),
      ),
    postRows: (path, rows) =>
      ask(
        gateway,
        'POST',
        path,
        { ...headers, 'content-type': 'application/x-ndjson' },
        rows.map((row) => JSON.stringify(row)).join('\n'),
      ),
    saying: (more) => clientOf(gateway, { ...headers, ...more }),
  };
}

/** @throws Error with the answer's own words when it is neither a success nor one of `foreseen`. */
async function ask<T>(
  gateway: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
  foreseen: readonly number[] = [],
): Promise<T> {
  const answer = await fetch(new URL(path, gateway), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (foreseen.includes(answer.status)) return undefined as T;
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

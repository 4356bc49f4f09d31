/** How the app speaks with the gateway: JSON, the staff token, and problem details as errors (RFC 9457). */

export class GatewayProblem extends Error {
  readonly status: number;
  readonly type: string;
  readonly correlationId: string | undefined;
  /** What the problem tells besides: the other list, the products. */
  readonly members: Readonly<Record<string, unknown>>;
  constructor(
    status: number,
    type: string,
    detail: string,
    correlationId: string | undefined,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'GatewayProblem';
    this.status = status;
    this.type = type;
    this.correlationId = correlationId;
    this.members = members;
  }
}

export type Gateway = Readonly<{
  url: string;
  get<T>(path: string): Promise<T>;
  /** Whole, to be saved. @param accept the form wanted, of a thing that has several. */
  file(path: string, accept?: string): Promise<Blob>;
  /** @param seen the version that the change is made on: refused (412) if it is another by now. */
  send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, seen?: number): Promise<T>;
  /** A file as it is, for as long as it takes. */
  upload<T>(path: string, file: Blob, type: string): Promise<T>;
  remove(path: string): Promise<void>;
  /** Something to be done, of which nothing is told back. */
  post(path: string): Promise<void>;
  /** The same, with these headers too. */
  saying(headers: Readonly<Record<string, string>>): Gateway;
}>;

const timeoutMs = 15_000;
const fileTimeoutMs = 300_000;
const uploadTimeoutMs = 900_000;

type Body = Readonly<{ bytes: Blob | string; headers: Readonly<Record<string, string>> }>;

const jsonOf = (value: unknown, seen: number | undefined): Body => ({
  bytes: JSON.stringify(value),
  headers: {
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }),
  },
});

/** @param token asked at each call: it is renewed by signing in again. */
export function createGateway(
  url: string,
  token: () => string | null,
  onUnauthorized: () => void,
  said: Readonly<Record<string, string>> = {},
): Gateway {
  async function ask(
    method: string,
    path: string,
    body: Body | undefined,
    limitMs: number,
    accept = 'application/json',
  ): Promise<Response> {
    const bearer = token();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        accept,
        // What is told in words, such as why a row is refused, is told in the language of the screen.
        'accept-language': document.documentElement.lang,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...said,
        ...body?.headers,
      },
      body: body?.bytes ?? null,
      signal: AbortSignal.timeout(limitMs),
    });
    if (response.status === 401 && bearer) onUnauthorized();
    if (!response.ok) throw await problemOf(response);
    return response;
  }
  const call = async <T>(method: string, path: string, body?: Body, limitMs = timeoutMs) =>
    (await (await ask(method, path, body, limitMs)).json()) as T;
  return {
    url,
    get: (path) => call('GET', path),
    file: async (path, accept) => (await ask('GET', path, undefined, fileTimeoutMs, accept)).blob(),
    send: (method, path, body, seen) =>
      call(method, path, body === undefined ? undefined : jsonOf(body, seen)),
    upload: (path, file, type) =>
      call('POST', path, { bytes: file, headers: { 'content-type': type } }, uploadTimeoutMs),
    remove: async (path) => void (await ask('DELETE', path, undefined, timeoutMs)),
    post: async (path) => void (await ask('POST', path, undefined, timeoutMs)),
    saying: (headers) => createGateway(url, token, onUnauthorized, { ...said, ...headers }),
  };
}

async function problemOf(response: Response): Promise<GatewayProblem> {
  const told: { type?: string; detail?: string; title?: string; correlationId?: string } = await response
    .json()
    .catch(() => ({}));
  return new GatewayProblem(
    response.status,
    told.type ?? 'about:blank',
    told.detail ?? told.title ?? response.statusText,
    told.correlationId ?? response.headers.get('x-correlation-id') ?? undefined,
    told,
  );
}

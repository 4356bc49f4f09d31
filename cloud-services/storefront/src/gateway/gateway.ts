/** Calls through the gateway. A refusal is a value; what could not be reached is a refusal with status 503. */
import { randomUUID } from 'node:crypto';
import { inCall, traceHeaders } from '@comptoir/tracing';
import { Pool } from 'undici';

export type Refusal = Readonly<{
  status: number;
  /** Last part of the problem's `type`, e.g. `total-changed`. */
  type: string;
  title: string;
  correlationId: string;
  errors: readonly Readonly<{ pointer: string; message: string }>[];
  /** The whole problem, for members of its own. */
  body: Readonly<Record<string, unknown>>;
}>;
export type Reply<T> =
  | Readonly<{ ok: true; status: number; body: T; etag: string | undefined }>
  | Readonly<{ ok: false; refusal: Refusal }>;

export type Call = Readonly<{
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
  /** Access token of whoever is signed in. */
  token?: string | null;
  headers?: Readonly<Record<string, string>>;
  /** Makes a repeat harmless, so that the call may be made again when nobody answered. */
  idempotencyKey?: string;
}>;

/** For whom the calls of one page are made. */
export type Caller = Readonly<{
  language: 'fr' | 'en';
  address: string;
  correlationId: string;
  /** As their browser says, for the list of where they are signed in. */
  userAgent?: string | undefined;
}>;

export type Gateway = Readonly<{
  for(caller: Caller): GatewayCalls;
  /** What is no JSON: a picture, a PDF. */
  file(
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Readonly<{ status: number; type: string; bytes: Buffer }>>;
  close(): Promise<void>;
}>;
export type GatewayCalls = Readonly<{ correlationId: string; call<T>(call: Call): Promise<Reply<T>> }>;

const connectTimeoutMs = 2_000;
/** Checkout waits for the payment provider; nothing else takes a second. */
const answerTimeoutMs = 20_000;
const connectionsMax = 64;
const triesMax = 3;
const pauseMs = 150;
const unreachable = new Set([502, 503, 504]);

export function createGateway(url: string): Gateway {
  const pool = new Pool(url, {
    connections: connectionsMax,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  });

  async function once<T>(call: Call, caller: Caller): Promise<Reply<T>> {
    const query = Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined);
    const answer = await pool.request({
      method: call.method ?? 'GET',
      path: call.path,
      query: Object.fromEntries(query),
      headers: {
        accept: 'application/json',
        'accept-language': caller.language,
        'x-correlation-id': caller.correlationId,
        'x-forwarded-for': caller.address,
        ...(caller.userAgent === undefined ? {} : { 'user-agent': caller.userAgent }),
        ...traceHeaders(),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
        ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
        ...call.headers,
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
    });
    const text = await answer.body.text();
    if (answer.statusCode < 400) {
      const { etag } = answer.headers;
      return {
        ok: true,
        status: answer.statusCode,
        body: (text === '' ? undefined : JSON.parse(text)) as T,
        etag: typeof etag === 'string' ? etag : undefined,
      };
    }
    return { ok: false, refusal: refusalOf(answer.statusCode, text, caller.correlationId) };
  }

  const tracedOnce = <T>(wanted: Call, caller: Caller): Promise<Reply<T>> =>
    inCall(wanted.method ?? 'GET', 'gateway', async (answered) => {
      const reply = await once<T>(wanted, caller);
      answered(reply.ok ? reply.status : reply.refusal.status);
      return reply;
    });

  async function call<T>(wanted: Call, caller: Caller): Promise<Reply<T>> {
    const mayRepeat = (wanted.method ?? 'GET') === 'GET' || wanted.idempotencyKey !== undefined;
    for (let tried = 1; ; tried += 1) {
      const reply = await tracedOnce<T>(wanted, caller).catch((error) => nobody(error, caller.correlationId));
      const isAway = !reply.ok && unreachable.has(reply.refusal.status);
      if (!isAway || !mayRepeat || tried >= triesMax) return reply;
      await new Promise((resolve) => setTimeout(resolve, pauseMs * tried));
    }
  }

  return {
    for: (caller) => ({
      correlationId: caller.correlationId,
      call: <T>(wanted: Call) => call<T>(wanted, caller),
    }),
    async file(path, headers = {}) {
      const answer = await pool.request({ method: 'GET', path, headers });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), bytes };
    },
    close: () => pool.close(),
  };
}

export const newKey = (): string => randomUUID();

function refusalOf(status: number, text: string, correlationId: string): Refusal {
  const body = objectOf(text);
  return {
    status,
    type: typeof body.type === 'string' ? (body.type.split('/').at(-1) ?? '') : 'unknown',
    title: typeof body.title === 'string' ? body.title : '',
    correlationId: typeof body.correlationId === 'string' ? body.correlationId : correlationId,
    errors: Array.isArray(body.errors) ? (body.errors as Refusal['errors']) : [],
    body,
  };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function nobody(error: unknown, correlationId: string): Reply<never> {
  console.error(JSON.stringify({ at: new Date().toISOString(), correlationId, gateway: String(error) }));
  return {
    ok: false,
    refusal: { status: 503, type: 'unreachable', title: '', correlationId, errors: [], body: {} },
  };
}

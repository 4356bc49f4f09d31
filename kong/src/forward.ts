/** Sends a request on to a service and its answer back, both as streams, and says how it went. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Pool } from 'undici';
import type { Sign, Target } from './balancer.ts';
import { BodyTooLarge, bodyOf } from './counted-body.ts';
import type { RoutedExchange } from './exchange.ts';
import { toClient, toService } from './headers.ts';
import {
  bodyTooLarge,
  noTarget,
  type Refusal,
  serviceBroken,
  serviceSilent,
  unreachable,
} from './refusal.ts';
import type { Upstreams } from './upstreams.ts';

/** `answered`: the client has, or was getting, the service's own answer. */
export type Outcome = { kind: 'answered' } | { kind: 'client-gone' } | { kind: 'refused'; refusal: Refusal };

type Attempt =
  | { kind: 'answered'; status: number }
  | { kind: 'client-gone' }
  | { kind: 'broke-off-answering' }
  | { kind: 'failed'; failure: Failure };
type Failure = { kind: 'not-connected' | 'broken' | 'silent' } | { kind: 'too-large'; bytesMax: number };

/**
 * Sent twice, they do what they do once; anything else was perhaps done, and only its sender may repeat it. What was never
 * sent may go elsewhere whatever it is. So does nginx, and with it Kong. Source: nginx, proxy_next_upstream; RFC 9110, 9.2.2.
 */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

export async function forward(
  exchange: RoutedExchange,
  request: IncomingMessage,
  response: ServerResponse,
  upstreams: Upstreams,
): Promise<Outcome> {
  const { service } = exchange.match;
  const balancer = upstreams.balancerOf(service);
  const body = await bodyOf(request, exchange.bodyBytesMax, exchange.match.route.request_buffering === false)
    // Whoever goes away while speaking is owed no answer.
    .catch(() => 'client-gone' as const);
  if (body === 'client-gone') return { kind: 'client-gone' };
  const tried = new Set<Target>();
  const attemptsMax = body === undefined || Buffer.isBuffer(body) ? 1 + service.retries : 1;
  let refusal = noTarget(service.name);
  while (tried.size < attemptsMax) {
    const target = balancer.next(tried);
    if (target === undefined) break;
    tried.add(target);
    const outcome = await attempt(
      upstreams.poolOf(service, target),
      balancer.hostOf(target),
      exchange,
      request,
      response,
      body,
    );
    const sign = signOf(outcome);
    if (sign) balancer.served(target, sign);
    if (outcome.kind === 'client-gone') return outcome;
    if (outcome.kind !== 'failed') return { kind: 'answered' };
    refusal = refusalOf(outcome.failure, service.name);
    const { kind } = outcome.failure;
    if (kind !== 'not-connected' && !(kind === 'broken' && idempotent.has(exchange.method))) break;
  }
  return { kind: 'refused', refusal };
}

async function attempt(
  pool: Pool,
  /** What the service is asked for. */
  host: string,
  exchange: RoutedExchange,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer | Readable | undefined,
): Promise<Attempt> {
  const abort = new AbortController();
  // It is told also once the whole answer is sent: then nobody has gone, and an abort would cost some 5 % of the request's work.
  const onClose = () => response.writableFinished || abort.abort();
  response.once('close', onClose);
  let status: number | undefined;
  try {
    await pool.stream(
      {
        path: request.url ?? '/',
        method: exchange.method,
        headers: toService(exchange, host),
        body: body ?? null,
        signal: abort.signal,
      },
      ({ statusCode, headers }) => {
        status = statusCode;
        response.writeHead(statusCode, toClient(headers, exchange));
        // An answer without a length may take its time (long poll, report): its head goes out at once.
        if (headers['content-length'] === undefined) response.flushHeaders();
        return response;
      },
    );
    return { kind: 'answered', status: status ?? 0 };
  } catch (error) {
    if (error instanceof BodyTooLarge && status === undefined)
      return { kind: 'failed', failure: { kind: 'too-large', bytesMax: error.bytesMax } };
    // A request that was read to its end is "destroyed" too: only one that broke off tells of a client that left.
    if (abort.signal.aborted || (request.destroyed && !request.complete)) return { kind: 'client-gone' };
    if (status !== undefined) return { kind: 'broke-off-answering' };
    return { kind: 'failed', failure: failureOf(error) };
  } finally {
    response.off('close', onClose);
  }
}

/** Seen before a connection stood: the service cannot have got anything. */
const notConnectedCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const silentCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (notConnectedCodes.has(code)) return { kind: 'not-connected' };
  return { kind: silentCodes.has(code) ? 'silent' : 'broken' };
}

function signOf(outcome: Attempt): Sign | undefined {
  if (outcome.kind === 'answered') return { kind: 'status', status: outcome.status };
  if (outcome.kind !== 'failed') return undefined;
  if (outcome.failure.kind === 'too-large') return undefined;
  return { kind: outcome.failure.kind === 'silent' ? 'timeout' : 'tcp-failure' };
}

function refusalOf(failure: Failure, service: string): Refusal {
  switch (failure.kind) {
    case 'too-large':
      return bodyTooLarge(failure.bytesMax);
    case 'not-connected':
      return unreachable(service);
    case 'silent':
      return serviceSilent(service);
    case 'broken':
      return serviceBroken(service);
  }
}

/** One request to one target and its answer to the client, both as they come. Straight from undici's events: its streams would cost as much again. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher, Pool } from 'undici';
import { BodyTooLarge } from './counted-body.ts';
import type { RoutedExchange } from './exchange.ts';
import { toClient, toService } from './headers.ts';

export type Attempt =
  | { kind: 'answered'; status: number }
  | { kind: 'client-gone' }
  | { kind: 'broke-off-answering' }
  | { kind: 'failed'; failure: Failure };
export type Failure =
  /** `late`: no connection stood in time. */
  { kind: 'not-connected' | 'late' | 'broken' | 'silent' } | { kind: 'too-large'; bytesMax: number };

type Body = Buffer | Readable | undefined;

/** What a request is on both of its sides. */
export type Sides = Readonly<{
  exchange: RoutedExchange;
  request: IncomingMessage;
  response: ServerResponse;
}>;

/** Answers of these have no body: nothing is to come for which their head could go ahead. */
const bodiless = new Set([204, 304]);

/** @param host what the service is asked for. @returns how it went; never rejects. */
export function relay(pool: Pool, host: string, sides: Sides, body: Body): Promise<Attempt> {
  const { exchange, request, response } = sides;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status: number | undefined;
    let isClientGone = response.closed;
    const onClose = () => {
      isClientGone = true;
      controller?.abort(new Error('the client has gone'));
    };
    const end = (attempt: Attempt) => {
      response.off('close', onClose);
      resolve(attempt);
    };
    response.once('close', onClose);
    pool.dispatch(
      {
        path: request.url ?? '/',
        method: exchange.method,
        headers: toService(exchange, host),
        body: body ?? null,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (isClientGone) onClose();
        },
        onResponseStart(_, statusCode, headers) {
          if (statusCode < 200) return;
          status = statusCode;
          response.writeHead(statusCode, toClient(headers, exchange));
          // An answer without a length may take its time (long poll, report): its head goes out at once.
          if (headers['content-length'] === undefined && !bodiless.has(statusCode)) response.flushHeaders();
        },
        onResponseData(running, chunk) {
          if (response.write(chunk)) return;
          running.pause();
          response.once('drain', () => running.resume());
        },
        onResponseEnd() {
          response.end();
          end({ kind: 'answered', status: status ?? 0 });
        },
        onResponseError(_, error) {
          if (body instanceof Readable) body.destroy();
          if (status !== undefined) response.destroy();
          end(attemptOf(error, status, isClientGone || (request.destroyed && !request.complete)));
        },
      },
    );
  });
}

/** A request that was read to its end is "destroyed" too: only one that broke off tells of a client that left. */
function attemptOf(error: Error, status: number | undefined, isClientGone: boolean): Attempt {
  if (error instanceof BodyTooLarge && status === undefined)
    return { kind: 'failed', failure: { kind: 'too-large', bytesMax: error.bytesMax } };
  if (isClientGone) return { kind: 'client-gone' };
  return status === undefined
    ? { kind: 'failed', failure: { kind: failureOf(error) } }
    : { kind: 'broke-off-answering' };
}

/** Seen before a connection stood: the service cannot have got anything. */
const notConnectedCodes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const lateCode = 'UND_ERR_CONNECT_TIMEOUT';
const silentCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failureOf(error: Error): 'not-connected' | 'late' | 'broken' | 'silent' {
  const code = 'code' in error ? String(error.code) : '';
  if (code === lateCode) return 'late';
  if (notConnectedCodes.has(code)) return 'not-connected';
  return silentCodes.has(code) ? 'silent' : 'broken';
}

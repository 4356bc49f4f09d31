/** One HTTP call to the cloud. Whatever happens is a value: an answer, a problem with its stable type, or no answer. */

import { tracedFetch } from '@comptoir/tracing';

const fetchTraced = tracedFetch(fetch, 'head office');

export type CloudAnswer =
  | Readonly<{ type: 'ok'; body: unknown; tookMs: number }>
  /** `problem`: the last part of the problem's `type`, or '' when the answer was none of ours. */
  | Readonly<{
      type: 'problem';
      status: number;
      problem: string;
      body: Readonly<Record<string, unknown>>;
      retryAfterMs: number;
    }>
  | Readonly<{ type: 'no-answer'; why: string }>;

export type CloudRequest = Readonly<{
  /** Below `/api/v1/sync/`. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body: Uint8Array<ArrayBuffer> | string;
  timeoutMs: number;
  signal: AbortSignal;
}>;

export type CallCloud = (request: CloudRequest) => Promise<CloudAnswer>;

/** @param cloudUrl without a slash at its end. @param monotonicMs a clock that never jumps. */
export function cloudCaller(cloudUrl: string, monotonicMs: () => number): CallCloud {
  return async ({ path, headers = {}, body, timeoutMs, signal }) => {
    const startedMs = monotonicMs();
    const limit = timeLimit(signal, timeoutMs);
    try {
      const response = await fetchTraced(`${cloudUrl}/api/v1/sync/${path}`, {
        method: 'POST',
        headers,
        body,
        signal: limit.signal,
      });
      const text = await response.text();
      if (!response.ok) return problemOf(response, text);
      return { type: 'ok', body: JSON.parse(text), tookMs: monotonicMs() - startedMs };
    } catch (error) {
      return { type: 'no-answer', why: reasonOf(error) };
    } finally {
      limit.end();
    }
  };
}

/**
 * Ends with the agent or at the time limit. Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 lets the collector take the
 * timeout's signal away, and then the call waits for ever.
 */
function timeLimit(stopped: AbortSignal, timeoutMs: number) {
  const controller = new AbortController();
  const stop = () => controller.abort(stopped.reason);
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  const end = () => {
    clearTimeout(timer);
    stopped.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, end };
}

function problemOf(response: Response, text: string): CloudAnswer {
  const body = recordOf(text);
  const problem = typeof body.type === 'string' ? (body.type.split('/').at(-1) ?? '') : '';
  return { type: 'problem', status: response.status, problem, body, retryAfterMs: retryAfterMs(response) };
}

function recordOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Only the form in seconds: a date would be judged by our own clock, which may be wrong. */
export function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

/** `fetch` hides the reason in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

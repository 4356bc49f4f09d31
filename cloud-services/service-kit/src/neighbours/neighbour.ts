/**
 * Calls to our own services. One service may have several addresses: each has a circuit of its own, calls go round, and what
 * found nobody goes on to the next. Bounded in time over all of them; a lost answer is told apart from a refusal.
 */
import { inCall, traceHeaders } from '@comptoir/tracing';
import { type Dispatcher, getGlobalDispatcher, request } from 'undici';
import { z } from 'zod';
import { problemDetails } from '../http/problem.ts';
import { CircuitOpen, type CircuitTo } from './circuit.ts';
import { createRetryBudget } from './retry-budget.ts';

/** Where a service listens: one address, or those of its instances, separated by commas. */
export const addresses = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(
    z.array(
      z.url({ protocol: /^https?$/, error: 'must be an http(s) address, or several separated by commas' }),
    ),
  );

export const timeoutMs = 4_000;
/** A neighbour that has become slow must not hold everything that we have: whoever calls beyond this is told at once. */
export const callsMax = 100;
const fullRestMs = 1_000;

/** The neighbour said no, with problem details. */
export class NeighbourRefused extends Error {
  readonly status: number;
  /** Last part of the problem's type: `short`. */
  readonly type: string;
  readonly details: z.infer<typeof problemDetails>;
  constructor(status: number, details: z.infer<typeof problemDetails>) {
    super(`${details.type}: ${details.title}`);
    this.name = 'NeighbourRefused';
    this.status = status;
    this.type = details.type.replace('/problems/', '');
    this.details = details;
  }
}

/** It may have worked, or not: the same call with the same key finds out. Nobody caught it: 503 with `Retry-After`. */
export class NeighbourSilent extends Error {
  readonly neighbour: string;
  /** How long there is no use in trying again. */
  readonly restMs: number;
  constructor(neighbour: string, restMs: number, cause: unknown) {
    super(`${neighbour} did not answer`, { cause });
    this.name = 'NeighbourSilent';
    this.neighbour = neighbour;
    this.restMs = restMs;
  }
}

export type Call = Readonly<{
  /** GET and PUT twice is once. */
  method?: 'GET' | 'PUT' | 'POST';
  body?: unknown;
  /** Its `Idempotency-Key`. */
  key?: string;
  /** Done twice it is done once, also without a key. */
  isIdempotent?: boolean;
  correlationId?: string;
  /** For whom the caller does not wait as long as for others. */
  timeoutMs?: number;
}>;

export type Neighbour = Readonly<{
  /** How long until a call may pass; 0: now. */
  restMs(): number;
  /**
   * @param path with its query, as `/internal/carts/…`.
   * @throws NeighbourRefused, NeighbourSilent
   */
  call<S extends z.ZodType>(schema: S, path: string, call?: Call): Promise<z.infer<S>>;
}>;

type Answer = Readonly<{ status: number; text: string }>;

/** @param name for metrics and for people: `cart`. */
export type NeighbourAt = (name: string, urls: readonly string[]) => Neighbour;

/** @param dispatcherNow what calls go out by; asked for each, since certificates change. */
export function createNeighbours(
  circuitTo: CircuitTo,
  dispatcherNow: () => Dispatcher = getGlobalDispatcher,
): NeighbourAt {
  return (name, urls) => {
    const targets = urls.map((url) => ({ url, circuit: circuitTo(name, new URL(url).host) }));
    const restMs = () => Math.min(...targets.map(({ circuit }) => circuit.restMs()));
    const budget = createRetryBudget();
    let turn = 0;
    let underWay = 0;

    /** Round from another one each time. */
    function round() {
      turn = (turn + 1) % targets.length;
      return [...targets.slice(turn), ...targets.slice(0, turn)];
    }

    async function ask(path: string, call: Call): Promise<Answer> {
      if (underWay >= callsMax)
        throw new NeighbourSilent(name, fullRestMs, new Error(`${underWay} calls wait for it`));
      underWay += 1;
      try {
        return await askRound(path, call);
      } finally {
        underWay -= 1;
      }
    }

    async function askRound(path: string, call: Call): Promise<Answer> {
      const signal = AbortSignal.timeout(call.timeoutMs ?? timeoutMs);
      budget.called();
      let silence: unknown;
      let reached = false;
      for (const { url, circuit } of round()) {
        // Again after what never reached anybody costs nobody anything.
        if (reached && !budget.spend()) break;
        try {
          return await circuit.run(
            () =>
              inCall(call.method ?? 'GET', name, async (answered) => {
                const answer = await exchange(dispatcherNow(), new URL(path, url), call, signal);
                answered(answer.status);
                if (unwell.has(answer.status))
                  throw new Unwell(`${answer.status} ${answer.text.slice(0, 200)}`);
                return answer;
              }),
            isFailure,
          );
        } catch (error) {
          // What one of them did says more than that another was spared.
          if (!(error instanceof CircuitOpen && silence)) silence = error;
          if (!goesOn(error, call)) break;
          reached = hasReached(error);
        }
      }
      throw new NeighbourSilent(name, restMs(), silence);
    }

    return {
      restMs,
      async call(schema, path, call = {}) {
        const { status, text } = await ask(path, call);
        const body = parsed(text);
        if (status < 300) return schema.parse(body);
        const details = problemDetails.safeParse(body);
        // 409 `request-in-progress`: the first call still runs; its answer is as good as lost.
        if (status < 500 && details.success && details.data.type !== '/problems/request-in-progress')
          throw new NeighbourRefused(status, details.data);
        throw new NeighbourSilent(name, restMs(), new Error(`${status} ${text.slice(0, 200)}`));
      },
    };
  };
}

/** Says for itself, or for what stands before it, that it cannot answer. A 500 is a fault in one call, and closes no door. */
class Unwell extends Error {}
const unwell: ReadonlySet<number> = new Set([502, 503, 504]);

/** There was no connection, or it broke. `code`: as Node or undici calls it. */
class Broken extends Error {
  readonly code: string;
  constructor(cause: unknown) {
    super('the line broke', { cause });
    this.code = String((cause as { code?: unknown } | undefined)?.code);
  }
}

/** Not by `fetch`: what it adds (streams, redirects, a body that may be read anew) costs more than the call. */
async function exchange(dispatcher: Dispatcher, url: URL, call: Call, signal: AbortSignal): Promise<Answer> {
  const { method = 'GET', body, key, correlationId } = call;
  try {
    const answer = await request(url, {
      dispatcher,
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
        ...traceHeaders(),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (error) {
    throw isTimeout(error) ? error : new Broken(error);
  }
}

const isFailure = (error: unknown): boolean =>
  error instanceof Unwell || error instanceof Broken || isTimeout(error);
const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError';

const hasReached = (error: unknown): boolean => error instanceof Broken && !neverSent.has(error.code);

/** What was never sent may go to another; what broke off on its way may have been done, and goes on only if twice is once. */
function goesOn(error: unknown, { method = 'GET', key, isIdempotent = false }: Call): boolean {
  if (error instanceof CircuitOpen) return true;
  if (!(error instanceof Broken)) return false;
  return neverSent.has(error.code) || method !== 'POST' || key !== undefined || isIdempotent;
}

const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer of a call that has none. */
export const nothing = z.undefined();

/** Turns declared routes into Express handlers: guard, parse, call, answer. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { grouped } from './group.ts';
import { type Answered, type Claim, checkKey, once, onceEach, type StoredAnswer } from './idempotency.ts';
import { invalid, Problem } from './problem.ts';
import { alone, type Route, streamed } from './route.ts';

export function mount(app: Express, declared: Route): void {
  const one = (input: ParsedInput) => mutate(declared, input);
  const change = declared.handleAll
    ? grouped<ParsedInput, StoredAnswer>((inputs) => mutateAll(declared, inputs), one)
    : one;
  app[declared.method](declared.path, async (request, response) => {
    const caller = declared.guard ? await declared.guard.check(request) : undefined;
    const input = {
      ...parse(declared, request),
      caller,
      correlationId: response.locals.correlationId,
      request,
      response,
    };
    const answer = declared.database
      ? await change(input)
      : ((await declared.handle(input as never, undefined)) as StoredAnswer | typeof streamed);
    if (answer !== streamed) send(response, answer);
  });
}

/** @returns undefined for what has to be done alone. */
async function mutateAll(
  declared: Route,
  inputs: readonly ParsedInput[],
): Promise<(StoredAnswer | Problem | undefined)[]> {
  const { database, handleAll } = declared;
  if (!database || !handleAll) throw new Error(`${declared.path} does one at a time`);
  // What has a bad key or none is refused alone. Of two with the same claim the second is answered by the first, once that is done.
  const claims = new Map<string, Claim>();
  const chosen = inputs.flatMap((input, n) => {
    const claim = goodClaimOf(declared, input);
    const name = JSON.stringify([claim?.caller, claim?.operation, claim?.key]);
    if (!claim || claims.has(name)) return [];
    claims.set(name, claim);
    return [[n, input] as const];
  });
  const outcomes = await database.transaction(
    (tx) =>
      onceEach<Outcome>(
        tx,
        [...claims.values()],
        async (numbers) => {
          const all = numbers.flatMap((n) => chosen[n]?.[1] ?? []);
          return (await handleAll(all as never, tx)).map(asOutcome);
        },
        isAnswer,
      ),
    { plansOnce: true },
  );
  const of = new Map(chosen.map(([n], at) => [n, outcomes[at]]));
  return inputs.map((_, n) => {
    const outcome = of.get(n);
    if (outcome === undefined || typeof outcome === 'symbol') return undefined;
    return outcome instanceof Problem ? outcome : told(outcome);
  });
}

type Outcome = Problem | typeof alone;
const asOutcome = (outcome: unknown): StoredAnswer | Outcome =>
  outcome instanceof Problem || outcome === alone ? outcome : asStored(outcome);
const isAnswer = (outcome: StoredAnswer | Outcome): outcome is StoredAnswer =>
  !(outcome instanceof Problem || outcome === alone);

type ParsedInput = { caller: unknown; request: Request; response: Response };

async function mutate(declared: Route, input: ParsedInput): Promise<StoredAnswer> {
  const { database } = declared;
  if (!database) throw new Error(`${declared.path} is not a mutation`);
  const claim = claimOf(declared, input);
  let made: unknown;
  const answered = await database.transaction(async (tx) => {
    const work = async () => {
      made = await declared.handle(input as never, tx);
      return asStored(made);
    };
    if (claim === undefined) return work();
    const retell = declared.retell && (async () => asStored(await declared.retell?.(input as never, tx)));
    return told(await once(tx, claim, work, retell));
  });
  if (made !== undefined) declared.committed?.(made);
  return answered;
}

/** @throws Problem 400 for a key that cannot be one, or is missing. */
function claimOf(declared: Route, { request, caller }: ParsedInput): Claim | undefined {
  const key = checkKey(request.get('idempotency-key'), declared.idempotency === 'required');
  if (key === undefined) return undefined;
  const operation = `${declared.method} ${request.path}`;
  return { caller: callerName(caller), operation, key, body: request.body };
}

function goodClaimOf(declared: Route, input: ParsedInput): Claim | undefined {
  try {
    return claimOf(declared, input);
  } catch {
    return undefined;
  }
}

const told = ({ answer, replayed }: Answered): StoredAnswer =>
  replayed ? { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } : answer;

function asStored(answered: unknown): StoredAnswer {
  const { status, headers = {}, body } = answered as StoredAnswer;
  return { status, headers, body };
}

const callerSchema = z.union([z.object({ id: z.string() }), z.object({ edge: z.string() })]);

function callerName(caller: unknown): string {
  const known = callerSchema.safeParse(caller);
  if (!known.success) return 'anyone';
  return 'id' in known.data ? known.data.id : known.data.edge;
}

function parse(declared: Route, request: Request) {
  return {
    params: parsePart('path', declared.params, request.params),
    query: parsePart('query', declared.query, request.query),
    body: declared.rawBody ? undefined : parsePart('body', declared.body, request.body),
  };
}

function parsePart(where: 'path' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(where, result.error);
  return result.data;
}

function send(response: Response, { status, headers, body }: StoredAnswer): void {
  response.status(status);
  if (headers) response.set(headers);
  if (body === null || body === undefined) response.end();
  else response.json(body);
}

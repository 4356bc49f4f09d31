/** Turns declared routes into Express handlers: guard, parse, call, answer. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { checkKey, once, type StoredAnswer } from './idempotency.ts';
import { invalid } from './problem.ts';
import { type Route, streamed } from './route.ts';

export function mount(app: Express, declared: Route): void {
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
      ? await mutate(declared, input)
      : ((await declared.handle(input as never, undefined)) as StoredAnswer | typeof streamed);
    if (answer !== streamed) send(response, answer);
  });
}

type ParsedInput = { caller: unknown; request: Request; response: Response };

async function mutate(declared: Route, input: ParsedInput): Promise<StoredAnswer> {
  const { request } = input;
  const key = checkKey(request.get('idempotency-key'), declared.idempotency === 'required');
  const { database } = declared;
  if (!database) throw new Error(`${declared.path} is not a mutation`);
  let made: unknown;
  const answered = await database.transaction(async (tx) => {
    const asStored = (answered: unknown): StoredAnswer => {
      const answer = answered as StoredAnswer;
      return { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
    };
    const work = async () => {
      made = await declared.handle(input as never, tx);
      return asStored(made);
    };
    if (key === undefined) return work();
    const operation = `${declared.method} ${request.path}`;
    const { answer, replayed } = await once(
      tx,
      { caller: callerName(input.caller), operation, key, body: request.body },
      work,
      declared.retell && (async () => asStored(await declared.retell?.(input as never, tx))),
    );
    return replayed ? { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } : answer;
  });
  if (made !== undefined) declared.committed?.(made);
  return answered;
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

/** From a domain's answer to HTTP: a value with its status, or problem details (RFC 9457). */
import { traceFields } from '@comptoir/tracing';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { isProblem, type Problem } from '../problem.ts';
import { malformed } from '../sales/parse-sale.ts';

export type Answer = Readonly<{ status: number; body?: unknown }>;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** A problem answers for itself. */
export const as = (status: number, result: object): Answer | Problem =>
  isProblem(result) ? result : { status, body: result };

export function handle(
  work: (request: Request) => Promise<Answer | Problem> | Answer | Problem,
): RequestHandler {
  return async (request, response) => answer(response, await work(request));
}

export function answer(response: Response, result: Answer | Problem): void {
  if (isProblem(result)) sendProblem(response, result);
  else if (result.body === undefined) response.status(result.status).end();
  else response.status(result.status).json(result.body);
}

export function sendProblem(response: Response, { status, type, title, detail, more }: Problem): void {
  if (typeof more.retryAfterSeconds === 'number') response.setHeader('Retry-After', more.retryAfterSeconds);
  const correlationId = response.getHeader('X-Correlation-Id');
  const { traceId } = traceFields();
  const body = { type: `/problems/${type}`, title, status, detail, correlationId, traceId, ...more };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** The body's text, exactly as it came. */
export const rawBody = (request: Request): string => (typeof request.body === 'string' ? request.body : '');

export function bodyAs<T>(request: Request, schema: z.ZodType<T>): Readonly<{ value: T }> | Problem {
  let json: unknown;
  try {
    json = JSON.parse(rawBody(request) || '{}');
  } catch {
    return malformed([{ pointer: '', message: 'not JSON' }]);
  }
  return parsedAs(json, schema);
}

export const queryAs = <T>(request: Request, schema: z.ZodType<T>): Readonly<{ value: T }> | Problem =>
  parsedAs(request.query, schema);

function parsedAs<T>(value: unknown, schema: z.ZodType<T>): Readonly<{ value: T }> | Problem {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return malformed(
    parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      message,
    })),
  );
}

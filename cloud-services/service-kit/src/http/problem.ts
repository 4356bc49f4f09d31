/** Errors are answers: problem details with a stable `type`. Source: RFC 9457; docs, HTTP interface, Conventions. */
import { z } from 'zod';

export const problemDetails = z
  .looseObject({
    /** `/problems/<type>`, stable: programs branch on it. */
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** Says what to do next. */
    detail: z.string().optional(),
    correlationId: z.string().optional(),
    /** Of the trace, where it is kept. */
    traceId: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457.' });
export type FieldError = Readonly<{ pointer: string; message: string }>;

export type ProblemOptions = Readonly<{
  errors?: readonly FieldError[];
  /** Further members of the answer, such as `seq` of a gap. */
  members?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}>;

/** Thrown by a handler for a foreseen refusal; the application turns it into problem details. A transaction rolls back. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly options: ProblemOptions;
  constructor(status: number, type: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(`${type}: ${title}`, { cause: options.cause });
    this.name = 'Problem';
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.options = options;
  }
}

/** @param type its last path part, e.g. `gap`: the answer says `/problems/gap`. */
export const problem = (
  status: number,
  type: string,
  title: string,
  detail: string,
  options?: ProblemOptions,
) => new Problem(status, type, title, detail, options);

export const notFound = (what: string) =>
  problem(404, 'not-found', `No such ${what}`, `Check the identifier: this ${what} is not known here.`);

/** 503 with `Retry-After`: what the service needs is away, and will be back. @param inMs no use in trying before. */
export const unavailable = (what: string, cause?: unknown, inMs = 2_000) =>
  problem(503, 'unavailable', `${what} cannot be reached`, 'Try again in a few seconds.', {
    headers: { 'retry-after': String(Math.max(1, Math.ceil(inMs / 1000))) },
    cause,
  });

export function problemBody(fault: Problem, correlationId: string): Record<string, unknown> {
  return {
    ...fault.options.members,
    type: `/problems/${fault.type}`,
    title: fault.title,
    status: fault.status,
    detail: fault.detail,
    correlationId,
    ...(fault.options.errors ? { errors: fault.options.errors } : {}),
  };
}

/** A schema's faults as field errors; `where` is `body`, `query` or `path`. */
export function invalid(where: 'body' | 'query' | 'path' | 'header', error: z.ZodError): Problem {
  const errors = error.issues.map((issue) => ({
    pointer:
      where === 'body'
        ? `/${issue.path.map(String).join('/')}`
        : `${where}:${issue.path.map(String).join('.')}`,
    message: issue.message,
  }));
  const first = errors[0];
  const detail = first ? `Correct ${first.pointer}: ${first.message}.` : 'Correct the request.';
  return problem(400, 'invalid-request', 'The request does not have the form asked for', detail, { errors });
}

/**
 * One declaration of a route gives its checks, its types and its part of the OpenAPI document. A handler gets parsed
 * values, calls one function of the domain and answers; a refusal that is foreseen is thrown as a `Problem`.
 */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Guard } from '../auth/guard.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Problem } from './problem.ts';

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.infer<S> : undefined;
export type Answers = Readonly<Record<number, z.ZodType | null>>;

/** One of the declared answers: `{status: 201, body}`; a `null` schema means no body. */
export type Answer<A extends Answers> = {
  [K in keyof A & number]: Readonly<{
    status: K;
    body: A[K] extends z.ZodType ? z.input<A[K]> : null;
    headers?: Readonly<Record<string, string>>;
  }>;
}[keyof A & number];

/** Answered by a handler that has written the response itself (streams). */
export const streamed = Symbol('streamed');

export type Input<P extends Schema, Q extends Schema, B extends Schema, C> = Readonly<{
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  /** Whom the guard let in; `undefined` on open routes. */
  caller: C;
  correlationId: string;
  request: Request;
  response: Response;
}>;

type Declared<P extends Schema, Q extends Schema, B extends Schema, A extends Answers, C> = Readonly<{
  method: Method;
  /** Express form, whole path: `/api/v1/products/:id`. */
  path: string;
  summary: string;
  guard?: Guard<C>;
  /** Use `z.strictObject`: an unknown field is an error. Sync routes use `z.object`, so that versions can meet. */
  params?: P;
  query?: Q;
  body?: B;
  /** Media type of a body which the handler reads from `request` itself; excludes `body`. */
  rawBody?: readonly string[];
  answers: A;
  /** Media type of a streamed or non-JSON answer. */
  produces?: string;
}>;

/** Answered for one of a group that has to be done by itself. */
export const alone = Symbol('alone');

/** A route whose types have been checked at its declaration, as the application mounts it. */
export type Route = Declared<Schema, Schema, Schema, Answers, unknown> &
  Readonly<{
    idempotency?: 'accepted' | 'required';
    database?: Database;
    handle: (input: Input<z.ZodType, z.ZodType, z.ZodType, unknown>, tx: Tx | undefined) => Promise<unknown>;
    retell?: (input: Input<z.ZodType, z.ZodType, z.ZodType, unknown>, tx: Tx) => Promise<unknown>;
    committed?: (answer: unknown) => void;
    handleAll?: (
      inputs: readonly Input<z.ZodType, z.ZodType, z.ZodType, unknown>[],
      tx: Tx,
    ) => Promise<readonly unknown[]>;
  }>;

/** A route that reads, or keeps its own transactions. */
export function route<
  A extends Answers,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  C = undefined,
>(
  declared: Declared<P, Q, B, A, C> &
    Readonly<{ handle: (input: Input<P, Q, B, C>) => Promise<Answer<NoInfer<A>> | typeof streamed> }>,
): Route {
  return declared as unknown as Route;
}

/**
 * A route that changes something, in one transaction of `database`: a thrown `Problem` rolls it back. It takes an
 * `Idempotency-Key`, whose claim and answer are kept in that same transaction.
 */
export function mutation<
  A extends Answers,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  C = undefined,
>(
  database: Database,
  declared: Declared<P, Q, B, A, C> &
    Readonly<{
      /** `accepted` unless told. */
      idempotency?: 'accepted' | 'required';
      /**
       * For answers that must not be kept, since they tell of a person: says it again to a repeated request, and only the
       * request's hash is kept.
       */
      retell?: (input: Input<P, Q, B, C>, tx: Tx) => Promise<Answer<NoInfer<A>>>;
      handle: (input: Input<P, Q, B, C>, tx: Tx) => Promise<Answer<NoInfer<A>>>;
      /**
       * Requests that wait at the same time are done together, in one transaction, for what all of them want of the same rows; each
       * gets its own answer, and those of a group that failed are done by `handle`, each alone. Not with `retell` or `committed`.
       * @returns an outcome for each, in order: a `Problem` has changed nothing.
       */
      handleAll?: (
        inputs: readonly Input<P, Q, B, C>[],
        tx: Tx,
      ) => Promise<readonly (Answer<NoInfer<A>> | Problem | typeof alone)[]>;
      /** Called after the commit with what `handle` answered; not for a request that is only answered again. */
      committed?: (answer: Answer<NoInfer<A>>) => void;
    }>,
): Route {
  return { idempotency: 'accepted', ...declared, database } as unknown as Route;
}

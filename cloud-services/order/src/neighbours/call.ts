/** Calls to our own services: bounded in time, and a lost answer is told apart from a refusal. */
import { problemDetails } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';

const timeoutMs = 4_000;

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

/** It may have worked, or not: the same call with the same key finds out. */
export class NeighbourSilent extends Error {
  constructor(url: string, cause?: unknown) {
    super(`${new URL(url).origin} did not answer`, { cause });
    this.name = 'NeighbourSilent';
  }
}

export async function callNeighbour<S extends z.ZodType>(
  schema: S,
  url: string,
  send: Readonly<{ method?: 'GET' | 'POST'; body?: unknown; key?: string; correlationId?: string }> = {},
): Promise<z.infer<S>> {
  const { method = 'GET', body, key, correlationId } = send;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await answer.text();
  } catch (error) {
    throw new NeighbourSilent(url, error);
  }
  if (answer.ok) return schema.parse(text === '' ? undefined : JSON.parse(text));
  // 409 `request-in-progress`: the first call still runs; its answer is as good as lost.
  const details = problemDetails.safeParse(parsed(text));
  const passing =
    answer.status >= 500 || !details.success || details.data.type === '/problems/request-in-progress';
  if (passing) throw new NeighbourSilent(url, new Error(`${answer.status} ${text.slice(0, 200)}`));
  throw new NeighbourRefused(answer.status, details.data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const nothing = z.undefined();

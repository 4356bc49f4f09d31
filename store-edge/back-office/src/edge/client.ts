/** Calls to the store's edge, with the session of whoever is signed in. */
import { session } from '../session/session.ts';

/** The edge answered, and said no: `type` is the problem's, `members` what it adds. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, members: Readonly<Record<string, unknown>>) {
    super(String(members.title ?? status));
    this.status = status;
    this.type = String(members.type ?? '').replace('/problems/', '');
    this.members = members;
  }
}

/** Nobody answered: out of reach, or the store server is down. */
export class Unreachable extends Error {}

const answerMs = 10_000;

/** `fetch` with the session; whoever is no longer signed in is shown the sign-in again. PouchDB calls through it too. */
export async function withSession(url: string | Request, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const secret = session.get()?.session;
  if (secret !== undefined) headers.set('Authorization', `Bearer ${secret}`);
  const response = await fetch(url, { ...init, headers, credentials: 'omit' });
  if (response.status === 401 && secret !== undefined && session.get()?.session === secret) session.end();
  return response;
}

/** @throws Refusal, Unreachable. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await withSession(`/edge/v1/back-office${path}`, {
      method,
      signal: AbortSignal.timeout(answerMs),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  } catch {
    throw new Unreachable();
  }
  if (response.status === 204) return undefined as T;
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

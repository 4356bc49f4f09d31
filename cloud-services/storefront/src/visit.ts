/** One page that somebody opens, or one form that somebody sends. */
import type { Fault, Outcome } from '../app/src/shared/outcome.ts';
import type { Language, PathTo } from '../app/src/shared/paths.ts';
import type { Flash } from '../app/src/shared/shapes/frame.ts';
import type { StorefrontConfig } from './config.ts';
import type { GatewayCalls, Refusal } from './gateway/gateway.ts';
import type { Jar } from './http/cookies.ts';
import type { CustomerSession } from './session/customer-session.ts';

export type Visit = Readonly<{
  language: Language;
  url: URL;
  params: Readonly<Record<string, string | undefined>>;
  /** What a form sent; empty when a page is opened. */
  form: URLSearchParams;
  /** Asked by our script, which shows the answer in the page that is open; else a document is expected. */
  isScripted: boolean;
  gateway: GatewayCalls;
  jar: Jar;
  customer: CustomerSession;
  to: PathTo;
  config: StorefrontConfig;
}>;

export type Page = Readonly<{
  load?(visit: Visit): Promise<Outcome>;
  act?(visit: Visit): Promise<Outcome>;
}>;

export const show = (data: unknown, status = 200): Outcome => ({ kind: 'data', data, status });
export const goTo = (to: string): Outcome => ({ kind: 'redirect', to });
export const fault = (kind: Fault['kind'], status: number, visit: Visit): Outcome => ({
  kind: 'fault',
  fault: { kind, status, correlationId: visit.gateway.correlationId },
});
export const missing = (visit: Visit): Outcome => fault('not-found', 404, visit);

/** What a page cannot do without was refused. */
export function failed(refusal: Refusal, visit: Visit): Outcome {
  // What is not theirs does not exist for them.
  if ([400, 401, 403, 404].includes(refusal.status)) return missing(visit);
  if (isAway(refusal)) return fault('unavailable', 503, visit);
  return fault('refused', refusal.status, visit);
}

export const isAway = ({ status }: Refusal): boolean => status >= 500 || status === 429;

const flashSeconds = 60;
/** Told on the next page, once. */
export const tell = ({ jar }: Visit, flash: Flash): void => jar.set('flash', flash, flashSeconds);

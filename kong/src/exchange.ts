/** One request on its way through the gateway, as plugins see and change it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from './refusal.ts';
import type { RouteMatch } from './routing.ts';

export interface Exchange {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly clientIp: string;
  correlationId: string;
  /** Set by jwt and key-auth. */
  consumer: string | undefined;
  /** Larger bodies are refused; undefined: no limit. */
  bodyBytesMax: number | undefined;
  /** Set on the request to the service; undefined takes the client's away. Names in lower case. */
  readonly serviceHeaders: Record<string, string | undefined>;
  /** Set on an answer that does not have them by itself. Names in lower case. */
  readonly answerDefaults: Record<string, string>;
  /** Set on whatever answer the client gets. Names in lower case. */
  readonly answerHeaders: Record<string, string>;
}

/** One that a route took. */
export interface RoutedExchange extends Exchange {
  readonly match: RouteMatch;
}

/** An answer of the gateway's own: a refusal, or the reply to a preflight. */
export type Answer = { kind: 'refusal'; refusal: Refusal } | { kind: 'empty'; status: 200 };

/** `undefined`: go on. */
export type PluginResult = Answer | undefined;

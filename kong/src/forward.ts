/** Sends a request on to a service, to another of its targets where that may be, and says how it went. */
import type { Sign, Target } from './balancer.ts';
import { bodyOf } from './counted-body.ts';
import {
  bodyTooLarge,
  noTarget,
  type Refusal,
  serviceBroken,
  serviceSilent,
  unreachable,
} from './refusal.ts';
import { type Attempt, type Failure, relay, type Sides } from './relay.ts';
import type { Upstreams } from './upstreams.ts';

/** `answered`: the client has, or was getting, the service's own answer. */
export type Outcome = { kind: 'answered' } | { kind: 'client-gone' } | { kind: 'refused'; refusal: Refusal };

/**
 * Sent twice, they do what they do once; anything else was perhaps done, and only its sender may repeat it. What was never
 * sent may go elsewhere whatever it is. So does nginx, and with it Kong. Source: nginx, proxy_next_upstream; RFC 9110, 9.2.2.
 */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

export async function forward(sides: Sides, upstreams: Upstreams): Promise<Outcome> {
  const { exchange, request } = sides;
  const { service } = exchange.match;
  const balancer = upstreams.balancerOf(service);
  const body = await bodyOf(request, exchange.bodyBytesMax, exchange.match.route.request_buffering === false)
    // Whoever goes away while speaking is owed no answer.
    .catch(() => 'client-gone' as const);
  if (body === 'client-gone') return { kind: 'client-gone' };
  const tried = new Set<Target>();
  const attemptsMax = body === undefined || Buffer.isBuffer(body) ? 1 + service.retries : 1;
  let refusal = noTarget(service.name);
  while (tried.size < attemptsMax) {
    const target = balancer.next(tried);
    if (target === undefined) break;
    tried.add(target);
    const outcome = await relay(upstreams.poolOf(service, target), balancer.hostOf(target), sides, body);
    const sign = signOf(outcome);
    if (sign) balancer.served(target, sign);
    if (outcome.kind === 'client-gone') return outcome;
    if (outcome.kind !== 'failed') return { kind: 'answered' };
    refusal = refusalOf(outcome.failure, service.name);
    const { kind } = outcome.failure;
    if (
      kind !== 'not-connected' &&
      kind !== 'late' &&
      !(kind === 'broken' && idempotent.has(exchange.method))
    )
      break;
  }
  return { kind: 'refused', refusal };
}

function signOf(outcome: Attempt): Sign | undefined {
  if (outcome.kind === 'answered') return { kind: 'status', status: outcome.status };
  if (outcome.kind !== 'failed') return undefined;
  const { kind } = outcome.failure;
  if (kind === 'too-large') return undefined;
  // Kong, too, counts a connection that did not stand in time as a timeout, not as one that failed. Source: kong/init.lua, report_timeout.
  return { kind: kind === 'silent' || kind === 'late' ? 'timeout' : 'tcp-failure' };
}

function refusalOf(failure: Failure, service: string): Refusal {
  switch (failure.kind) {
    case 'too-large':
      return bodyTooLarge(failure.bytesMax);
    case 'not-connected':
    case 'late':
      return unreachable(service);
    case 'silent':
      return serviceSilent(service);
    case 'broken':
      return serviceBroken(service);
  }
}

/**
 * Which targets of an upstream are well, and whose turn it is. Pure of sockets and clocks: the gateway reports what it
 * saw, actively or in passing, and asks for the next one.
 * Source: developer.konghq.com/gateway/traffic-control/health-checks-circuit-breakers.
 */
import type { HealthChecks, Upstream } from './declaration.ts';

/** What one probe or one real request showed. */
export type Sign = { kind: 'status'; status: number } | { kind: 'tcp-failure' } | { kind: 'timeout' };

/** How many of each take a target out; 0: they are not counted. Source: lua-resty-healthcheck, incr_counter. */
type Thresholds = {
  healthy: { successes: number; http_statuses: readonly number[] };
  unhealthy: {
    http_failures: number;
    tcp_failures: number;
    timeouts: number;
    http_statuses: readonly number[];
  };
};

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  healthy: boolean;
  /** Counted since the last sign of the other sort. */
  readonly counts: { successes: number; httpFailures: number; tcpFailures: number; timeouts: number };
}

export class Balancer {
  readonly targets: readonly Target[];
  readonly healthchecks: HealthChecks;
  readonly hostHeader: string | undefined;
  #turn = 0;

  /** @param known targets of before whose state goes on. */
  constructor(upstream: Upstream, known: readonly Target[] = []) {
    this.healthchecks = upstream.healthchecks;
    this.hostHeader = upstream.host_header;
    this.targets = upstream.targets.map(({ target }) => {
      const same = known.find(({ address }) => address === target);
      if (same) return same;
      const [host = '', port = ''] = target.split(':');
      const counts = { successes: 0, httpFailures: 0, tcpFailures: 0, timeouts: 0 };
      return { host, port: Number(port), address: target, healthy: true, counts };
    });
  }

  /** What this target is asked for. */
  hostOf({ address }: Target): string {
    return this.hostHeader ?? address;
  }

  /** The next healthy target that is not in `tried`; undefined when there is none. */
  next(tried: ReadonlySet<Target> = new Set()): Target | undefined {
    for (let step = 0; step < this.targets.length; step += 1) {
      const target = this.targets[this.#turn % this.targets.length];
      this.#turn += 1;
      if (target?.healthy && !tried.has(target)) return target;
    }
    return undefined;
  }

  /** A probe's outcome: may take a target out, and bring it back. */
  probed(target: Target, sign: Sign): void {
    judge(target, sign, this.healthchecks.active);
    if (target.counts.successes >= this.healthchecks.active.healthy.successes) target.healthy = true;
  }

  /** A real request's outcome: may take a target out. Only a probe brings it back, since no traffic reaches it. */
  served(target: Target, sign: Sign): void {
    judge(target, sign, this.healthchecks.passive);
  }
}

function judge(target: Target, sign: Sign, { healthy, unhealthy }: Thresholds): void {
  const { counts } = target;
  if (sign.kind === 'status' && healthy.http_statuses.includes(sign.status)) {
    Object.assign(counts, { successes: counts.successes + 1, httpFailures: 0, tcpFailures: 0, timeouts: 0 });
    return;
  }
  if (sign.kind === 'status' && !unhealthy.http_statuses.includes(sign.status)) return;
  const [kind, threshold] = countedAs(sign, unhealthy);
  // Not even for the other kind of check: one probe that is late after many callers whose waiting nobody counts is still one.
  if (threshold === 0) return;
  counts.successes = 0;
  counts[kind] += 1;
  if (counts[kind] >= threshold) target.healthy = false;
}

function countedAs(sign: Sign, unhealthy: Thresholds['unhealthy']) {
  switch (sign.kind) {
    case 'status':
      return ['httpFailures', unhealthy.http_failures] as const;
    case 'tcp-failure':
      return ['tcpFailures', unhealthy.tcp_failures] as const;
    case 'timeout':
      return ['timeouts', unhealthy.timeouts] as const;
  }
}

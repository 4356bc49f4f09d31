import type { Upstream } from '../src/declaration.ts';

const statuses = { healthy: [200], unhealthy: [500, 503] };

/** An upstream with these targets that goes out after two failures of a kind and comes back after one success. */
export function upstreamOf(addresses: readonly string[]): Upstream {
  const healthy = { successes: 1, http_statuses: statuses.healthy };
  const unhealthy = { http_failures: 2, tcp_failures: 2, timeouts: 2, http_statuses: statuses.unhealthy };
  return {
    name: 'u',
    algorithm: 'round-robin',
    targets: addresses.map((target) => ({ target, weight: 100 as const })),
    healthchecks: {
      active: {
        type: 'http',
        http_path: '/healthz',
        timeout: 1,
        healthy: { ...healthy, interval: 1 },
        unhealthy: { ...unhealthy, interval: 1 },
      },
      passive: { type: 'http', healthy, unhealthy },
    },
  };
}

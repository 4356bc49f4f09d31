/** The figures that Kong's Prometheus plugin gives, under its names, so that one dashboard reads both. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RouteMatch } from './routing.ts';
import type { Upstreams } from './upstreams.ts';

export interface Metrics {
  readonly registry: Registry;
  /** @param fromService whether the status is the service's own or the gateway's. */
  observe(match: RouteMatch | undefined, status: number, fromService: boolean, ms: number): void;
}

/** Milliseconds between looks at the event loop; the library's own 10 wake an idle process a hundred times a second. */
const eventLoopMonitoringPrecision = 100;
const latencyBucketsMs = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

export function createMetrics(upstreams: Upstreams): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
  const requests = new Counter({
    name: 'kong_http_requests_total',
    help: 'Requests by service, route, status and who answered',
    labelNames: ['service', 'route', 'code', 'source'],
    registers: [registry],
  });
  const latency = new Histogram({
    name: 'kong_request_latency_ms',
    help: 'From the request until the answer was sent, in ms',
    labelNames: ['service', 'route'],
    buckets: latencyBucketsMs,
    registers: [registry],
  });
  new Gauge({
    name: 'kong_upstream_target_health',
    help: '1 for the state that a target is in',
    labelNames: ['upstream', 'target', 'state'],
    registers: [registry],
    collect() {
      for (const [upstream, { targets }] of upstreams.balancers)
        for (const { address: target, healthy } of targets) {
          this.set({ upstream, target, state: 'healthy' }, healthy ? 1 : 0);
          this.set({ upstream, target, state: 'unhealthy' }, healthy ? 0 : 1);
        }
    },
  });
  return {
    registry,
    observe(match, status, fromService, ms) {
      const labels = { service: match?.service.name ?? '', route: match?.route.name ?? '' };
      requests.inc({ ...labels, code: String(status), source: fromService ? 'service' : 'kong' });
      latency.observe(labels, ms);
    },
  };
}

/** The upstreams with their connection pools and probes. */
import { Pool } from 'undici';
import { Balancer, type Sign, type Target } from './balancer.ts';
import type { Declaration, Service } from './declaration.ts';

/** Connections to one target for one service: enough for both cores of a small machine many times over. */
const connectionsMax = 128;

export class Upstreams {
  readonly balancers: ReadonlyMap<string, Balancer>;
  readonly #pools = new Map<string, Pool>();
  readonly #probes = new Map<Target, NodeJS.Timeout>();
  #closed = false;

  constructor(declaration: Declaration) {
    this.balancers = new Map(
      declaration.upstreams.map((upstream) => [upstream.name, new Balancer(upstream)]),
    );
  }

  balancerOf(service: Service): Balancer {
    const balancer = this.balancers.get(service.host);
    if (balancer === undefined) throw new Error(`the file was loaded without the upstream ${service.host}`);
    return balancer;
  }

  poolOf(service: Service, target: Target): Pool {
    const key = `${service.name} ${target.address}`;
    const existing = this.#pools.get(key);
    if (existing) return existing;
    const pool = new Pool(`http://${target.address}`, {
      connections: connectionsMax,
      pipelining: 1,
      connect: { timeout: service.connect_timeout },
      headersTimeout: service.read_timeout,
      bodyTimeout: service.read_timeout,
    });
    this.#pools.set(key, pool);
    return pool;
  }

  /** Begins to probe every target, at the pace that its state asks for. */
  startProbes(): void {
    for (const balancer of this.balancers.values())
      for (const target of balancer.targets) this.#probeLater(balancer, target);
  }

  #probeLater(balancer: Balancer, target: Target): void {
    if (this.#closed) return;
    const { healthy, unhealthy } = balancer.healthchecks.active;
    const seconds = (target.healthy ? healthy : unhealthy).interval;
    const timer = setTimeout(async () => {
      balancer.probed(target, await probe(balancer, target));
      this.#probeLater(balancer, target);
    }, seconds * 1_000);
    this.#probes.set(target, timer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#probes.values()) clearTimeout(timer);
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}

async function probe(balancer: Balancer, target: Target): Promise<Sign> {
  const { http_path: path, timeout } = balancer.healthchecks.active;
  try {
    const answer = await fetch(`http://${target.address}${path}`, {
      signal: AbortSignal.timeout(timeout * 1_000),
      headers: { connection: 'close' },
    });
    await answer.body?.cancel();
    return { kind: 'status', status: answer.status };
  } catch (error) {
    return { kind: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'tcp-failure' };
  }
}

/** The upstreams with their connection pools and probes. */
import { connectorTo } from '@comptoir/service-kit/tls/kept-sessions';
import { type buildConnector, Client, errors, Pool } from 'undici';
import { Balancer, type Sign, type Target } from './balancer.ts';
import type { Declaration, Service } from './declaration.ts';
import { type ServiceTls, serviceTls } from './service-tls.ts';

/** Connections to one target for one service: enough for both cores of a small machine many times over. */
const connectionsMax = 128;
/** To an upstream that no service names. Source: Kong, `connect_timeout`. */
const connectTimeoutMs = 60_000;

export class Upstreams {
  balancers: ReadonlyMap<string, Balancer>;
  #tls: ReadonlyMap<string, ServiceTls | undefined>;
  /** By target and time limit; they keep a session, so that only the first probe of a target pays for a whole handshake. */
  #connectors = new Map<string, buildConnector.connector>();
  /** By upstream. */
  #connectTimeoutsMs: ReadonlyMap<string, number>;
  readonly #pools = new Map<string, Pool>();
  readonly #probes = new Map<Target, NodeJS.Timeout>();
  #closed = false;

  constructor(declaration: Declaration) {
    this.balancers = balancersOf(declaration, new Map());
    this.#tls = tlsOf(declaration);
    this.#connectTimeoutsMs = connectTimeoutsOf(declaration);
  }

  /** Takes a new declaration. What is on its way goes on; a target that stays keeps its state and its connections. */
  change(declaration: Declaration): void {
    // First what may throw: a file with bad certificates changes nothing.
    this.#tls = tlsOf(declaration);
    this.#connectTimeoutsMs = connectTimeoutsOf(declaration);
    this.#connectors.clear();
    this.balancers = balancersOf(declaration, this.balancers);
    const targets = new Set(targetsOf(this.balancers));
    for (const [target, timer] of this.#probes)
      if (!targets.has(target)) {
        clearTimeout(timer);
        this.#probes.delete(target);
      }
    const wanted = new Set(
      declaration.services.flatMap((service) =>
        this.balancerOf(service).targets.map((target) => this.#poolKey(service, target)),
      ),
    );
    for (const [key, pool] of this.#pools)
      if (!wanted.has(key)) {
        this.#pools.delete(key);
        // Ends once the answers that it brings have ended.
        void pool.close();
      }
    this.startProbes();
  }

  balancerOf(service: Service): Balancer {
    const balancer = this.balancers.get(service.host);
    if (balancer === undefined) throw new Error(`the file was loaded without the upstream ${service.host}`);
    return balancer;
  }

  /** Undefined: the service is spoken to in the clear. */
  tlsOf({ host }: Service): ServiceTls | undefined {
    return this.#tls.get(host);
  }

  poolOf(service: Service, target: Target): Pool {
    const key = this.#poolKey(service, target);
    const existing = this.#pools.get(key);
    if (existing) return existing;
    const pool = new Pool(originOf(target, this.tlsOf(service)), {
      connections: connectionsMax,
      pipelining: 1,
      connect: this.#connectorTo(service.host, target, service.connect_timeout),
      headersTimeout: service.read_timeout,
      bodyTimeout: service.read_timeout,
    });
    this.#pools.set(key, pool);
    return pool;
  }

  /** Begins to probe every target that is not yet probed, at the pace that its state asks for. */
  startProbes(): void {
    for (const [name, { targets }] of this.balancers)
      for (const target of targets) if (!this.#probes.has(target)) this.#probeLater(name, target);
  }

  #probeLater(upstream: string, target: Target): void {
    const balancer = this.balancers.get(upstream);
    // A target that has left the file is probed no more.
    if (this.#closed || !balancer?.targets.includes(target)) return;
    const { healthy, unhealthy } = balancer.healthchecks.active;
    const seconds = (target.healthy ? healthy : unhealthy).interval;
    const timer = setTimeout(async () => {
      balancer.probed(
        target,
        await probe(balancer, target, this.#tls.get(upstream), this.#connectorTo(upstream, target)),
      );
      this.#probeLater(upstream, target);
    }, seconds * 1_000);
    this.#probes.set(target, timer);
  }

  /**
   * Probes and pools have one: a crowd that finds a target without connections opens as many as it needs by the session of the last
   * probe, for a fraction of what a handshake costs both sides.
   */
  #connectorTo(
    upstream: string,
    { address }: Target,
    timeoutMs = this.#connectTimeoutsMs.get(upstream) ?? connectTimeoutMs,
  ): buildConnector.connector {
    const key = `${upstream} ${address} ${timeoutMs}`;
    const connector =
      this.#connectors.get(key) ?? connectorTo({ timeout: timeoutMs, ...this.#tls.get(upstream) });
    this.#connectors.set(key, connector);
    return connector;
  }

  /** A pool keeps the time limits and the certificate that it was made with. */
  #poolKey(service: Service, { address }: Target): string {
    const { name, connect_timeout, read_timeout } = service;
    return `${name} ${address} ${connect_timeout} ${read_timeout} ${this.tlsOf(service)?.version}`;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#probes.values()) clearTimeout(timer);
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}

const targetsOf = (balancers: ReadonlyMap<string, Balancer>) =>
  [...balancers.values()].flatMap(({ targets }) => targets);

const balancersOf = ({ upstreams }: Declaration, before: ReadonlyMap<string, Balancer>) =>
  new Map(upstreams.map((one) => [one.name, new Balancer(one, before.get(one.name)?.targets)]));

const originOf = ({ address }: Target, tls: ServiceTls | undefined) =>
  `${tls ? 'https' : 'http'}://${address}`;

/** By upstream, as services name it. */
const tlsOf = (declaration: Declaration) =>
  new Map(declaration.services.map((service) => [service.host, serviceTls(declaration, service)]));

/** By upstream, as the first of its services says. */
const connectTimeoutsOf = ({ services }: Declaration) =>
  new Map(services.map(({ host, connect_timeout }) => [host, connect_timeout] as const).reverse());

/** On a connection of its own: whether the target still takes new ones is what is asked. */
async function probe(
  balancer: Balancer,
  target: Target,
  tls: ServiceTls | undefined,
  connect: buildConnector.connector,
): Promise<Sign> {
  const { http_path: path, timeout } = balancer.healthchecks.active;
  const client = new Client(originOf(target, tls), { connect });
  try {
    const signal = AbortSignal.timeout(timeout * 1_000);
    const headers = { host: balancer.hostOf(target) };
    const { statusCode, body } = await client.request({ method: 'GET', path, headers, signal });
    await body.dump();
    return { kind: 'status', status: statusCode };
  } catch (error) {
    const isLate =
      error instanceof Error &&
      (error.name === 'TimeoutError' || error instanceof errors.ConnectTimeoutError);
    return { kind: isLate ? 'timeout' : 'tcp-failure' };
  } finally {
    void client.destroy();
  }
}

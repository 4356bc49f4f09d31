/** The gateway: a declaration in, an HTTP server out. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerAdmin, isAdminPath } from './admin.ts';
import { clientIpOf, type TrustedAddresses } from './client-ip.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import type { Declaration } from './declaration.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import { noHeaders, ownHeaders } from './headers.ts';
import { createMetrics } from './metrics.ts';
import type { PluginConfig, RedisPlace } from './plugin-declaration.ts';
import { correlationId } from './plugins/correlation-id.ts';
import { createRequestCounter, type RequestCounter } from './plugins/request-counter.ts';
import { runPlugins } from './plugins/run.ts';
import { badPath, gatewayFault, noRoute, type Refusal, refusalBody } from './refusal.ts';
import { isPlain, pathOf } from './request-path.ts';
import { createRouter, type RouteMatch, type Router } from './routing.ts';
import { redisTls } from './service-tls.ts';
import { traceExchange } from './tracing.ts';
import { refuseUpgrade, tunnel, type Upgrade } from './upgrade.ts';
import { Upstreams } from './upstreams.ts';

export interface GatewayLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Gateway {
  readonly server: Server;
  /** From the next request on this declaration holds; those on their way end by the one that they began with. */
  change(declaration: Declaration, version: string): void;
  /** Takes no new connection, lets answers finish for a while, then cuts what is left. */
  close(): Promise<void>;
}

const drainMs = 5_000;
const lingerMs = 5_000;
/** As nginx, and so Kong, keeps idle connections. */
const keepAliveMs = 75_000;
/** An import of the whole catalogue over a slow line takes minutes. */
const requestTimeoutMs = 900_000;

/** What follows from the file, all of one version. */
interface Rules {
  readonly version: string;
  readonly route: Router;
  readonly credentials: Credentials;
  readonly correlation: PluginConfig<'correlation-id'> | undefined;
}

function rulesOf(declaration: Declaration, version: string): Rules {
  const correlation = declaration.plugins?.find((plugin) => plugin.name === 'correlation-id')?.config;
  return {
    version,
    route: createRouter(declaration),
    credentials: createCredentials(declaration),
    correlation,
  };
}

export interface GatewayOptions {
  /** Tells operators which file is in force. */
  readonly version?: string;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trusted?: TrustedAddresses;
}

export function createGateway(
  declaration: Declaration,
  log: GatewayLog,
  { version = '', trusted }: GatewayOptions = {},
): Gateway {
  let rules = rulesOf(declaration, version);
  const upstreams = new Upstreams(declaration);
  const metrics = createMetrics(upstreams);
  const counters = new Map<string, RequestCounter>();
  const counter = ({ host, port, ssl }: RedisPlace): RequestCounter => {
    const address = `${host}:${port}`;
    const known = counters.get(address);
    if (known) return known;
    const made = createRequestCounter(
      { host, port, ...(ssl ? { tls: redisTls(declaration) } : {}) },
      (fault) => log.warn({ address, fault }, 'no Redis: requests are not counted'),
    );
    counters.set(address, made);
    return made;
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = performance.now();
    const path = pathOf(request);
    const now = rules;
    if (isAdminPath(path)) return answerAdmin(path, response, metrics.registry, upstreams, now.version);
    const match = isPlain(path) ? now.route(routed(request, path)) : undefined;
    const exchange = begin(request, match, now);
    let fromService = false;
    try {
      const refusal = await serve(exchange, match, path, request, response, now);
      fromService = refusal === undefined;
      if (refusal && !response.headersSent) refuse(response, refusal, exchange);
    } catch (error) {
      log.error({ error, correlationId: exchange.correlationId, path }, 'the gateway made a mistake');
      if (response.headersSent) response.destroy();
      else refuse(response, gatewayFault(), exchange);
    }
    metrics.observe(match, response.statusCode, fromService, performance.now() - startedMs);
  }

  /** @returns undefined when the client got its answer (or has gone). */
  async function serve(
    exchange: Exchange,
    match: RouteMatch | undefined,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    { credentials }: Rules,
  ): Promise<Refusal | undefined> {
    if (match === undefined) return isPlain(path) ? noRoute(path) : badPath();
    const taken = Object.assign(exchange, { match });
    const endTrace = traceExchange(taken);
    response.once('close', () => endTrace(response.statusCode));
    const answer = await runPlugins(taken, { credentials, counter });
    if (answer?.kind === 'refusal') return answer.refusal;
    if (answer?.kind === 'empty') {
      response.writeHead(answer.status, { ...ownHeaders(exchange), 'content-length': 0 }).end();
      return undefined;
    }
    const outcome = await forward({ exchange: taken, request, response }, upstreams);
    if (outcome.kind !== 'refused') return undefined;
    const { correlationId: id } = exchange;
    log.warn(
      { correlationId: id, service: match.service.name, refused: outcome.refusal.type },
      outcome.refusal.title,
    );
    return outcome.refusal;
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const startedMs = performance.now();
    const path = pathOf(request);
    socket.on('error', () => socket.destroy());
    const now = rules;
    const match = isPlain(path) ? now.route(routed(request, path)) : undefined;
    const exchange = begin(request, match, now);
    const status = await serveUpgrade({ request, socket, head }, exchange, match, path, now);
    metrics.observe(match, status, status === 101, performance.now() - startedMs);
  }

  async function serveUpgrade(
    asked: Upgrade,
    exchange: Exchange,
    match: RouteMatch | undefined,
    path: string,
    { credentials }: Rules,
  ): Promise<number> {
    if (match === undefined)
      return refuseUpgrade(asked.socket, isPlain(path) ? noRoute(path) : badPath(), exchange);
    const taken = Object.assign(exchange, { match });
    const answer = await runPlugins(taken, { credentials, counter });
    if (answer?.kind === 'refusal') return refuseUpgrade(asked.socket, answer.refusal, exchange);
    return await tunnel(asked, taken, upstreams);
  }

  /** Kong runs no plugin where no route matches; the correlation id comes back on every answer all the same. */
  function begin(request: IncomingMessage, match: RouteMatch | undefined, now: Rules): Exchange {
    const exchange: Exchange = {
      method: request.method ?? 'GET',
      headers: request.headers,
      clientIp: clientIpOf(request, trusted),
      correlationId: randomUUID(),
      consumer: undefined,
      bodyBytesMax: undefined,
      serviceHeaders: noHeaders(),
      answerDefaults: noHeaders(),
      answerHeaders: noHeaders(),
    };
    if (match === undefined && now.correlation) correlationId(exchange, now.correlation);
    return exchange;
  }

  const server = createServer(
    { keepAliveTimeout: keepAliveMs, requestTimeout: requestTimeoutMs },
    (request, response) => {
      // Errors of either stream are handled where it is used; without a listener one would end the process.
      request.on('error', () => {});
      response.on('error', () => {});
      void handle(request, response);
    },
  );
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    void upgrade(request, socket, head).catch((error: unknown) => {
      log.error({ error }, 'the gateway made a mistake with a WebSocket');
      socket.destroy();
    });
  });
  upstreams.startProbes();

  return {
    server,
    change(next, nextVersion) {
      const nextRules = rulesOf(next, nextVersion);
      upstreams.change(next);
      rules = nextRules;
    },
    async close() {
      const cut = setTimeout(() => server.closeAllConnections(), drainMs);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of tunnels) socket.destroy();
      server.closeIdleConnections();
      await closed;
      clearTimeout(cut);
      for (const counter of counters.values()) counter.close();
      await upstreams.close();
    },
  };
}

const routed = (request: IncomingMessage, path: string) => ({
  method: request.method ?? 'GET',
  path,
  headers: request.headers,
});

function refuse(response: ServerResponse, refusal: Refusal, exchange: Exchange): void {
  const body = refusalBody(refusal, exchange.correlationId);
  response.writeHead(refusal.status, {
    ...ownHeaders(exchange),
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    ...(refusal.retryAfterSeconds === undefined ? {} : { 'retry-after': String(refusal.retryAfterSeconds) }),
  });
  response.end(body);
  // The rest of a refused body is read and thrown away for a while, so that the client gets to read why.
  const { req: request } = response;
  const cut = setTimeout(() => request.complete || request.socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
}

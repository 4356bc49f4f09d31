/** WebSockets: the same route and plugins as any request, then bytes both ways until one side ends. */
import {
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  STATUS_CODES,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Exchange, RoutedExchange } from './exchange.ts';
import { ownHeaders, toClient, toService } from './headers.ts';
import { noTarget, type Refusal, refusalBody, serviceSilent, unreachable } from './refusal.ts';
import type { Upstreams } from './upstreams.ts';

export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex & { setTimeout?(ms: number, then: () => void): unknown };
  /** First bytes that came with the request. */
  readonly head: Buffer;
}

/** @returns the status given to the client, once the tunnel stands or was refused. */
export function tunnel(
  { request, socket, head }: Upgrade,
  exchange: RoutedExchange,
  upstreams: Pick<Upstreams, 'balancerOf' | 'tlsOf'>,
): Promise<number> {
  const { service } = exchange.match;
  const balancer = upstreams.balancerOf(service);
  const tls = upstreams.tlsOf(service);
  const target = balancer.next();
  if (target === undefined) return Promise.resolve(refuseUpgrade(socket, noTarget(service.name), exchange));
  return new Promise((resolve) => {
    const ask = tls ? httpsRequest : httpRequest;
    const upstream = ask({
      ...tls,
      host: target.host,
      port: target.port,
      path: request.url,
      method: exchange.method,
      headers: {
        ...toService(exchange, balancer.hostOf(target)),
        connection: 'Upgrade',
        upgrade: request.headers.upgrade,
      },
      timeout: service.read_timeout,
    });
    const refuse = (refusal: Refusal) => resolve(refuseUpgrade(socket, refusal, exchange));
    upstream.once('timeout', () => {
      balancer.served(target, { kind: 'timeout' });
      refuse(serviceSilent(service.name));
      upstream.destroy();
    });
    upstream.once('error', () => {
      balancer.served(target, { kind: 'tcp-failure' });
      refuse(unreachable(service.name));
    });
    // The service answers with an ordinary message: it refuses, and says why.
    upstream.once('response', (answer) => {
      const status = answer.statusCode ?? 502;
      writeHead(socket, status, { ...toClient(answer.headers, exchange), connection: 'close' });
      answer.pipe(socket);
      resolve(status);
    });
    upstream.once('upgrade', (answer, upstreamSocket, upstreamHead) => {
      const headers = {
        ...toClient(answer.headers, exchange),
        connection: 'Upgrade',
        upgrade: answer.headers.upgrade,
      };
      writeHead(socket, 101, headers);
      if (upstreamHead.length > 0) socket.write(upstreamHead);
      if (head.length > 0) upstreamSocket.write(head);
      join(socket, upstreamSocket, service.read_timeout);
      resolve(101);
    });
    socket.once('close', () => upstream.destroy());
    upstream.end();
  });
}

/** When one side ends, so does the other; silence longer than the time-out ends both. */
function join(client: Upgrade['socket'], service: Upgrade['socket'], silenceMs: number): void {
  const end = () => {
    client.destroy();
    service.destroy();
  };
  for (const socket of [client, service]) {
    socket.on('error', end);
    socket.once('close', end);
    socket.setTimeout?.(silenceMs, end);
  }
  client.pipe(service);
  service.pipe(client);
}

/** @returns the status. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal, exchange: Exchange): number {
  if (socket.destroyed) return refusal.status;
  const body = refusalBody(refusal, exchange.correlationId);
  const headers: OutgoingHttpHeaders = {
    ...ownHeaders(exchange),
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    ...(refusal.retryAfterSeconds === undefined ? {} : { 'retry-after': String(refusal.retryAfterSeconds) }),
    connection: 'close',
  };
  writeHead(socket, refusal.status, headers);
  socket.end(body);
  return refusal.status;
}

function writeHead(socket: Duplex, status: number, headers: OutgoingHttpHeaders): void {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
  );
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n`);
}

/** Which headers pass from one side to the other. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Exchange } from './exchange.ts';

type HeaderValues = Record<string, string | string[] | undefined>;

/** They belong to one connection, not to the message. Source: RFC 9110, 7.6.1. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What only the gateway may say; a client that sends them is not believed. */
const gatewayOnly = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** @param upstreamHost what the service is asked for. */
export function toService(exchange: Exchange, upstreamHost: string): Record<string, string | string[]> {
  const { headers, clientIp, serviceHeaders } = exchange;
  const kept = without(headers, [
    ...hopByHop,
    ...gatewayOnly,
    ...listed(headers.connection),
    'host',
    'expect',
  ]);
  const all: HeaderValues = {
    ...kept,
    host: upstreamHost,
    'x-forwarded-for': clientIp,
    'x-forwarded-host': headers.host,
    'x-forwarded-proto': 'http',
    'x-real-ip': clientIp,
    ...serviceHeaders,
  };
  return defined(all);
}

export function toClient(headers: HeaderValues, exchange: Exchange): Record<string, string | string[]> {
  const kept = without(headers, [...hopByHop, ...listed(headers.connection)]);
  const all = { ...exchange.answerDefaults, ...kept, ...exchange.answerHeaders };
  const vary = [kept.vary, exchange.answerHeaders.vary].flat().filter((value) => value !== undefined);
  return defined(vary.length === 0 ? all : { ...all, vary: vary.join(', ') });
}

/** Of an answer that the gateway gives by itself. */
export const ownHeaders = ({ answerDefaults, answerHeaders }: Exchange) => ({
  ...answerDefaults,
  ...answerHeaders,
});

/** `Connection: close, X-Mine` names further headers of this one connection. */
function listed(connection: IncomingHttpHeaders['connection'] | string[]): string[] {
  return [connection ?? '']
    .flat()
    .flatMap((value) => value.split(',').map((name) => name.trim().toLowerCase()));
}

function without(headers: HeaderValues, names: readonly string[]): HeaderValues {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function defined(headers: HeaderValues): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  );
}

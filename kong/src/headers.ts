/** Which headers pass from one side to the other. */
import type { Exchange } from './exchange.ts';

type HeaderValues = Record<string, string | string[] | undefined>;

/** They belong to one connection, not to the message. Source: RFC 9110, 7.6.1. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is between client and gateway, and what only the gateway may say: a client that sends it is not believed. */
const notPassedOn: ReadonlySet<string> = new Set([
  ...hopByHop,
  'host',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]);

/** @param upstreamHost what the service is asked for. */
export function toService(exchange: Exchange, upstreamHost: string): Record<string, string | string[]> {
  const { headers, clientIp, serviceHeaders } = exchange;
  return defined({
    ...without(headers, notPassedOn, headers.connection),
    host: upstreamHost,
    'x-forwarded-for': clientIp,
    'x-forwarded-host': headers.host,
    'x-forwarded-proto': 'http',
    'x-real-ip': clientIp,
    ...serviceHeaders,
  });
}

export function toClient(headers: HeaderValues, exchange: Exchange): Record<string, string | string[]> {
  const kept = without(headers, hopByHop, headers.connection);
  const all = { ...exchange.answerDefaults, ...kept, ...exchange.answerHeaders };
  const vary = [kept.vary, exchange.answerHeaders.vary].flat().filter((value) => value !== undefined);
  return defined(vary.length === 0 ? all : { ...all, vary: vary.join(', ') });
}

/** Of an answer that the gateway gives by itself. */
export const ownHeaders = ({ answerDefaults, answerHeaders }: Exchange) => ({
  ...answerDefaults,
  ...answerHeaders,
});

/** @param connection `Connection: close, X-Mine` names further headers of this one connection. */
function without(
  headers: HeaderValues,
  names: ReadonlySet<string>,
  connection: string | string[] | undefined,
): HeaderValues {
  const listed = (connection === undefined ? [] : [connection].flat()).flatMap((value) =>
    value.split(',').map((name) => name.trim().toLowerCase()),
  );
  const kept: HeaderValues = {};
  for (const name in headers) if (!names.has(name) && !listed.includes(name)) kept[name] = headers[name];
  return kept;
}

function defined(headers: HeaderValues): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) all[name] = value;
  }
  return all;
}

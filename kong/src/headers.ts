/** Which headers pass from one side to the other. */
import type { Exchange } from './exchange.ts';

type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;
type Headers = Record<string, string | string[]>;

/** A dictionary from the start: of an object that gets its members one by one, by names that vary, Node learns each anew, at seven times the cost. */
export const noHeaders = <V>(): Record<string, V> => Object.create(null);

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
export function toService(exchange: Exchange, upstreamHost: string): Headers {
  const { headers, clientIp, serviceHeaders } = exchange;
  const sent: Headers = noHeaders();
  sent.host = upstreamHost;
  const listed = listedIn(headers.connection);
  for (const name in headers)
    if (!notPassedOn.has(name) && !listed.includes(name)) set(sent, name, headers[name]);
  set(sent, 'x-forwarded-for', clientIp);
  set(sent, 'x-forwarded-host', headers.host);
  set(sent, 'x-forwarded-proto', 'http');
  set(sent, 'x-real-ip', clientIp);
  for (const name in serviceHeaders)
    if (serviceHeaders[name] === undefined) delete sent[name];
    else set(sent, name, serviceHeaders[name]);
  return sent;
}

export function toClient(headers: HeaderValues, exchange: Exchange): Headers {
  const { answerDefaults, answerHeaders } = exchange;
  const sent: Headers = Object.assign(noHeaders(), answerDefaults);
  const listed = listedIn(headers.connection);
  for (const name in headers)
    if (!hopByHop.has(name) && !listed.includes(name)) set(sent, name, headers[name]);
  const vary = [sent.vary, answerHeaders.vary].flat().filter((value) => value !== undefined);
  Object.assign(sent, answerHeaders);
  if (vary.length > 0) sent.vary = vary.join(', ');
  return sent;
}

/** Of an answer that the gateway gives by itself. */
export const ownHeaders = ({ answerDefaults, answerHeaders }: Exchange) => ({
  ...answerDefaults,
  ...answerHeaders,
});

const none: readonly string[] = [];

/** `Connection: close, X-Mine` names further headers of this one connection. */
const listedIn = (connection: string | string[] | undefined): readonly string[] =>
  connection === undefined || connection === 'keep-alive' || connection === 'close'
    ? none
    : [connection].flat().flatMap((value) => value.split(',').map((name) => name.trim().toLowerCase()));

function set(headers: Headers, name: string, value: string | string[] | undefined): void {
  if (value !== undefined) headers[name] = value;
}

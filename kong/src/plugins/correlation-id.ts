import { randomUUID } from 'node:crypto';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';

/** What may enter our logs from outside: no spaces, no control characters, bounded. */
const sane = /^[\w.:-]{1,128}$/;

/** Takes the client's correlation id or makes one, gives it to the service and back to the client. */
export function correlationId(exchange: Exchange, config: PluginConfig<'correlation-id'>): PluginResult {
  const header = config.header_name.toLowerCase();
  const given = exchange.headers[header];
  exchange.correlationId = typeof given === 'string' && sane.test(given) ? given : randomUUID();
  exchange.serviceHeaders[header] = exchange.correlationId;
  if (config.echo_downstream) exchange.answerHeaders[header] = exchange.correlationId;
  return undefined;
}

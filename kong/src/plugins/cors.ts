import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';

/** Lets our web apps, and no other page, read answers. Source: fetch.spec.whatwg.org, "CORS protocol". */
export function cors(exchange: Exchange, config: PluginConfig<'cors'>): PluginResult {
  const { origin } = exchange.headers;
  const known = origin !== undefined && config.origins.includes(origin);
  const { answerHeaders } = exchange;
  answerHeaders.vary = 'Origin';
  if (known) {
    answerHeaders['access-control-allow-origin'] = origin;
    if (config.credentials) answerHeaders['access-control-allow-credentials'] = 'true';
  }
  const isPreflight =
    exchange.method === 'OPTIONS' && exchange.headers['access-control-request-method'] !== undefined;
  if (!isPreflight) {
    if (known) answerHeaders['access-control-expose-headers'] = config.exposed_headers.join(', ');
    return undefined;
  }
  if (known) {
    answerHeaders['access-control-allow-methods'] = config.methods.join(', ');
    answerHeaders['access-control-allow-headers'] = config.headers.join(', ');
    answerHeaders['access-control-max-age'] = String(config.max_age);
  }
  return { kind: 'empty', status: 200 };
}

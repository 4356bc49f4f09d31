/** Runs a route's plugins in Kong's order until one answers by itself. */
import type { Credentials } from '../credentials.ts';
import type { PluginResult, RoutedExchange } from '../exchange.ts';
import type { Plugin, RedisPlace } from '../plugin-declaration.ts';
import { acl } from './acl.ts';
import { correlationId } from './correlation-id.ts';
import { cors } from './cors.ts';
import { jwt } from './jwt.ts';
import { keyAuth } from './key-auth.ts';
import { rateLimiting } from './rate-limiting.ts';
import type { RequestCounter } from './request-counter.ts';
import { requestSizeLimiting } from './request-size-limiting.ts';
import { requestTransformer } from './request-transformer.ts';
import { responseTransformer } from './response-transformer.ts';

export interface PluginTools {
  readonly credentials: Credentials;
  counter(redis: RedisPlace): RequestCounter;
}

export async function runPlugins(exchange: RoutedExchange, tools: PluginTools): Promise<PluginResult> {
  for (const plugin of exchange.match.plugins) {
    const running = run(plugin, exchange, tools);
    // Most know at once: each turn that is waited for all the same is one for every plugin of every request.
    const result = running instanceof Promise ? await running : running;
    if (result !== undefined) return result;
  }
  return undefined;
}

function run(
  plugin: Plugin,
  exchange: RoutedExchange,
  { credentials, counter }: PluginTools,
): PluginResult | Promise<PluginResult> {
  switch (plugin.name) {
    case 'correlation-id':
      return correlationId(exchange, plugin.config);
    case 'cors':
      return cors(exchange, plugin.config);
    case 'jwt':
      return jwt(exchange, plugin.config, credentials, new Date());
    case 'key-auth':
      return keyAuth(exchange, plugin.config, credentials);
    case 'request-size-limiting':
      return requestSizeLimiting(exchange, plugin.config);
    case 'acl':
      return acl(exchange, plugin.config, credentials);
    case 'rate-limiting': {
      const own = exchange.consumer === undefined ? undefined : credentials.limitOf(exchange.consumer);
      const config = own ?? plugin.config;
      return rateLimiting(exchange, config, counter(config.redis));
    }
    case 'request-transformer':
      return requestTransformer(exchange, plugin.config);
    case 'response-transformer':
      return responseTransformer(exchange, plugin.config);
    case 'opentelemetry':
      // Around every request, in tracing.ts.
      return undefined;
    case 'prometheus':
      // Counted for every request, in metrics.ts.
      return undefined;
  }
}

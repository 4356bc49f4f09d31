import type { PluginResult, RoutedExchange } from '../exchange.ts';
import type { Plugin, PluginConfig } from '../plugin-declaration.ts';
import { tooManyRequests } from '../refusal.ts';
import type { RequestCounter, Window } from './request-counter.ts';

const periodSeconds = { second: 1, minute: 60, hour: 3_600 } as const;
type Period = keyof typeof periodSeconds;
const periods: readonly Period[] = ['second', 'minute', 'hour'];

/**
 * Fixed windows, as Kong's plugin counts them: the n-th request of a window beyond the limit waits for the next one.
 * When Redis does not answer, requests pass (`fault_tolerant`): a courier that is away must not close the shop. With a `sync_rate` they are
 * counted here, and the counts of several gateways are put together that many seconds later (ADR 0094).
 */
export function rateLimiting(
  exchange: RoutedExchange,
  config: PluginConfig<'rate-limiting'>,
  counter: RequestCounter,
): PluginResult | Promise<PluginResult> {
  const limited = limitedBy(exchange, config);
  const { sync_rate: syncSeconds = inRedis } = config;
  const counts = syncSeconds === inRedis ? undefined : counter.countHere(limited, syncSeconds);
  return counts === undefined
    ? counter.count(limited).then((counted) => judge(exchange, limited, counted))
    : judge(exchange, limited, counts);
}

/** Kong's own word for it. */
const inRedis = -1;

type Limited = Window & Readonly<{ limit: number; resetSeconds: number }>;

function limitedBy(exchange: RoutedExchange, config: PluginConfig<'rate-limiting'>): readonly Limited[] {
  const who = scope(exchange, config);
  const nowSeconds = Date.now() / 1_000;
  return periods.flatMap((period) => {
    const limit = config[period];
    if (limit === undefined) return [];
    const seconds = periodSeconds[period];
    const window = Math.floor(nowSeconds / seconds);
    const endsAtSeconds = (window + 1) * seconds;
    return [
      {
        key: `gateway:rate:{${who}}:${period}:${window}`,
        ttlSeconds: seconds + 1,
        endsAtMs: endsAtSeconds * 1_000,
        limit,
        resetSeconds: endsAtSeconds - nowSeconds,
      },
    ];
  });
}

function judge(
  exchange: RoutedExchange,
  limited: readonly Limited[],
  counts: readonly number[] | undefined,
): PluginResult {
  const [first] = limited;
  if (counts === undefined || first === undefined) return undefined;
  const leftOf = (one: Limited) => one.limit - (counts[limited.indexOf(one)] ?? 0);
  const tightest = limited.reduce((a, b) => (leftOf(b) < leftOf(a) ? b : a), first);
  const left = leftOf(tightest);
  const resetSeconds = Math.max(1, Math.ceil(tightest.resetSeconds));
  exchange.answerHeaders['ratelimit-limit'] = String(tightest.limit);
  exchange.answerHeaders['ratelimit-remaining'] = String(Math.max(0, left));
  exchange.answerHeaders['ratelimit-reset'] = String(resetSeconds);
  return left < 0 ? { kind: 'refusal', refusal: tooManyRequests(resetSeconds) } : undefined;
}

/** Who is counted, and where: a plugin on a route counts that route, the global one all others together, a consumer’s own all that it asks. */
function scope(
  { match, headers, consumer, clientIp }: RoutedExchange,
  config: PluginConfig<'rate-limiting'>,
): string {
  const isOf = (plugins: readonly Plugin[] = []) => plugins.some(({ config: own }) => own === config);
  const where = isOf(match.route.plugins) ? match.route.name : isOf(match.plugins) ? 'all' : 'own';
  const header = config.header_name === undefined ? undefined : headers[config.header_name.toLowerCase()];
  // Without the header or a consumer Kong falls back on the address.
  const who =
    (config.limit_by === 'header' ? header : undefined) ??
    (config.limit_by === 'consumer' ? consumer : undefined);
  return `${where}:${who === undefined ? clientIp : shortened(String(who))}`;
}

/** A token's signature part is unique and is not itself the token: the key in Redis must not be a credential. */
const shortened = (value: string) => value.slice(-24);

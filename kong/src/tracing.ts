/** What Kong's opentelemetry plugin does: a span for each request that a route takes, and its place told to the service. */
import { isDeepStrictEqual } from 'node:util';
import { failed, isStarted, placeOf, startSpan, startTracing, type Tracing } from '@comptoir/tracing';
import type { Declaration } from './declaration.ts';
import type { RoutedExchange } from './exchange.ts';

export type TracingByFile = Readonly<{
  /** As the next file says; what is under way is told as it began, or not at all. */
  change(declaration: Declaration): Promise<void>;
  close(): Promise<void>;
}>;

/** Tells traces as the file in force says. */
export function traceBy(declaration: Declaration): TracingByFile {
  let environment = tracingEnvironment(declaration);
  let tracing = Promise.resolve(begin(environment));
  return {
    async change(next) {
      const nextEnvironment = tracingEnvironment(next);
      if (isDeepStrictEqual(nextEnvironment, environment)) return;
      environment = nextEnvironment;
      tracing = tracing.then(async (before) => {
        await before.close();
        return begin(nextEnvironment);
      });
      await tracing;
    },
    close: async () => (await tracing).close(),
  };
}

const begin = (environment: Readonly<Record<string, string>>): Tracing =>
  startTracing({
    service: 'gateway',
    isBorder: true,
    // Each span is told where it belongs.
    knowsPlace: false,
    environment,
  });

/** The plugin's settings as the variables that OpenTelemetry names. */
function tracingEnvironment({ plugins = [] }: Declaration): Readonly<Record<string, string>> {
  const config = plugins.find((plugin) => plugin.name === 'opentelemetry')?.config;
  if (!config || config.sampling_rate === 0) return {};
  return {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: config.traces_endpoint,
    OTEL_TRACES_SAMPLER_ARG: String(config.sampling_rate),
  };
}

/** @returns what is called with the status once the client has its answer. */
export function traceExchange(exchange: RoutedExchange): (status: number) => void {
  if (!isStarted()) return () => undefined;
  const { method, headers, match } = exchange;
  const { traceparent } = headers;
  const route = match.route.name;
  const span = startSpan(`${method} ${route}`, {
    kind: 'server',
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    attributes: { 'http.request.method': method, 'http.route': route },
  });
  exchange.serviceHeaders.traceparent = placeOf(span);
  return (status) => {
    span.setAttributes({
      'http.response.status_code': status,
      'comptoir.correlation_id': exchange.correlationId,
    });
    if (status >= 500) failed(span, String(status));
    span.end();
  };
}

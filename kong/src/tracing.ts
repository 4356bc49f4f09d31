/** What Kong's opentelemetry plugin does: a span for each request that a route takes, and its place told to the service. */
import { failed, isStarted, placeOf, startSpan } from '@comptoir/tracing';
import type { Declaration } from './declaration.ts';
import type { RoutedExchange } from './exchange.ts';

/** Its settings as the variables that OpenTelemetry names, read when the gateway starts. */
export function tracingEnvironment({ plugins = [] }: Declaration): Readonly<Record<string, string>> {
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

/** A span for each request that a server answers, for Express and for whoever speaks like it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, trace } from '@opentelemetry/api';
import { contextOf } from './context.ts';
import { failed, startSpan } from './span.ts';
import { isStarted } from './start-tracing.ts';

/** What a router knows once it has chosen. */
type Routed = IncomingMessage & Readonly<{ route?: { path?: unknown }; baseUrl?: string }>;

/** Before the routes, and after what makes the answer's `X-Correlation-Id`. */
export function tracedRequests() {
  return (request: Routed, response: ServerResponse, next: () => void): void => {
    if (!isStarted()) {
      next();
      return;
    }
    const { method = 'GET', headers } = request;
    const parent = contextOf(typeof headers.traceparent === 'string' ? headers.traceparent : undefined);
    const span = startSpan(method, { kind: 'server', attributes: { 'http.request.method': method } }, parent);
    response.once('close', () => {
      const route = routeOf(request);
      const correlationId = response.getHeader('x-correlation-id');
      span.updateName(`${method} ${route ?? '(no route)'}`);
      if (route !== undefined) span.setAttribute('http.route', route);
      if (typeof correlationId === 'string') span.setAttribute('comptoir.correlation_id', correlationId);
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) failed(span, String(response.statusCode));
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}

function routeOf({ route, baseUrl = '' }: Routed): string | undefined {
  return typeof route?.path === 'string' ? `${baseUrl}${route.path}` : undefined;
}

/** `fetch` that tells whom it calls where in a trace they are. */
import { currentSpanContext, formatTraceparent } from './context.ts';
import { failed, inSpan, isTraced } from './span.ts';
import { isStarted } from './start-tracing.ts';
import { untraced } from './untraced.ts';

/** Where in a trace a call is made, for whoever is called. */
export function traceHeaders(): Readonly<Record<string, string>> {
  if (!isStarted()) return {};
  const current = currentSpanContext();
  return { traceparent: current ? formatTraceparent(current) : untraced() };
}

/** @param callee what the span is called after, a name: an address may be of one of many instances. */
export function tracedFetch(inner: typeof fetch, callee?: string): typeof fetch {
  return async (input, init = {}) => {
    if (!isStarted()) return inner(input, init);
    if (!isTraced()) return inner(input, told(init));
    const url = new URL(input instanceof Request ? input.url : input);
    return inCall(init.method ?? 'GET', callee ?? url.host, async (answered) => {
      const response = await inner(input, told(init));
      answered(response.status);
      return response;
    });
  };
}

/** The span of a call: `work` tells the status of its answer. */
export function inCall<T>(
  method: string,
  callee: string,
  work: (answered: (status: number) => void) => Promise<T>,
): Promise<T> {
  const attributes = { 'http.request.method': method, 'server.address': callee };
  return inSpan(`${method} ${callee}`, { kind: 'client', attributes }, (span) =>
    work((status) => {
      span?.setAttribute('http.response.status_code', status);
      if (span && status >= 500) failed(span, String(status));
    }),
  );
}

const told = (init: RequestInit): RequestInit => ({
  ...init,
  headers: { ...Object.fromEntries(new Headers(init.headers)), ...traceHeaders() },
});

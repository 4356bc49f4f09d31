/** Traces of one request through all programs, told to whoever takes OTLP. Nothing here costs anything while nobody does. */
export { placeOf, traceparentNow } from './context.ts';
export { foreignSpan } from './foreign-span.ts';
export { traceFields } from './log-fields.ts';
export {
  annotate,
  failed,
  inNoTrace,
  inSpan,
  inTrace,
  isTraced,
  type SpanOptions,
  startSpan,
  within,
} from './span.ts';
export { isStarted, startTracing, type Tracing } from './start-tracing.ts';
export { inCall, tracedFetch, traceHeaders } from './traced-fetch.ts';
export { tracedRequests } from './traced-requests.ts';

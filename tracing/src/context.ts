/** A place in a trace as text that travels. Source: W3C Trace Context, 3.2 (`traceparent`). */
import {
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export function parseTraceparent(text: string | undefined | null): SpanContext | undefined {
  const [, traceId, spanId, flags] = form.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const parsed = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  return isSpanContextValid(parsed) ? parsed : undefined;
}

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;

/** What is malformed is nothing: a trace must never be a reason to refuse. */
export function contextOf(traceparent: string | undefined | null): Context {
  const parent = parseTraceparent(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** Where we are, also when it is not kept; undefined: in no trace. */
export function currentSpanContext(): SpanContext | undefined {
  const current = trace.getSpanContext(context.active());
  return current && isSpanContextValid(current) ? current : undefined;
}

/** For what is done later, elsewhere: undefined unless this trace is kept. */
export function traceparentNow(): string | undefined {
  const current = currentSpanContext();
  return current && isKept(current) ? formatTraceparent(current) : undefined;
}

/** Of a span, to be told on. */
export const placeOf = (span: Span): string => formatTraceparent(span.spanContext());

export const isKept = ({ traceFlags }: SpanContext): boolean => (traceFlags & TraceFlags.SAMPLED) !== 0;

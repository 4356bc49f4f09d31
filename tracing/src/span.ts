/** Spans around work. Inside of a trace that is not kept, or of none, the work is done and nothing else. */
import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Attributes } from './attributes.ts';
import { contextOf, currentSpanContext, isKept } from './context.ts';

export type SpanOptions = Readonly<{
  kind?: 'server' | 'client' | 'producer' | 'consumer';
  attributes?: Attributes;
  /** Where it belongs, told by somebody else; the present place unless told. */
  traceparent?: string | null | undefined;
  startedAtMs?: number;
}>;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export function startSpan(name: string, options: SpanOptions, parent: Context = parentOf(options)): Span {
  const { kind, attributes = {}, startedAtMs } = options;
  return trace.getTracer('comptoir').startSpan(
    name,
    {
      kind: kind ? kinds[kind] : SpanKind.INTERNAL,
      attributes,
      ...(startedAtMs === undefined ? {} : { startTime: startedAtMs }),
    },
    parent,
  );
}

const parentOf = ({ traceparent }: SpanOptions) => (traceparent ? contextOf(traceparent) : context.active());

/** Does `work` with the span as the place where all that it causes belongs. */
export const within = <T>(span: Span, work: () => T): T =>
  context.with(trace.setSpan(context.active(), span), work);

/** Does `work` at a place of a trace that somebody told. */
export const inTrace = <T>(traceparent: string | null | undefined, work: () => T): T =>
  traceparent ? context.with(contextOf(traceparent), work) : work();

/** For what goes on by itself after whatever began it: else all of it would belong to the first request's trace, for ever. */
export const inNoTrace = <T>(work: () => T): T => context.with(ROOT_CONTEXT, work);

/** Whether a span made here would be kept. */
export function isTraced(): boolean {
  const current = currentSpanContext();
  return current !== undefined && isKept(current);
}

/** A span for as long as `work` takes; what it throws is noted by its name alone: messages may tell of somebody. */
export async function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (!options.traceparent && !isTraced()) return work(undefined);
  const span = startSpan(name, options);
  try {
    return await within(span, () => work(span));
  } catch (error) {
    failed(span, nameOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Says more of the span that we are in. */
export const annotate = (attributes: Attributes): void =>
  void trace.getActiveSpan()?.setAttributes(attributes);

export function failed(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

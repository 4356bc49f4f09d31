/**
 * Which traces are kept: a part of them, decided once, where a request enters, by the trace's own number, so that every program
 * that decides comes to the same. What is not kept is still looked at where it enters a program, since it may fail.
 */
import { type Context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  type ReadableSpan,
  type Sampler,
  SamplingDecision,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { isKept } from './context.ts';

/** @param isBorder whoever calls may be anybody, who could have us keep everything: that they want it is not believed. */
export function samplerOf(ratio: number, isBorder: boolean): Sampler {
  const byNumber = new TraceIdRatioBasedSampler(ratio);
  return {
    shouldSample(parent: Context, traceId: string) {
      const from = trace.getSpanContext(parent);
      if (from && !from.isRemote)
        return { decision: isKept(from) ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
      const wanted = from === undefined || isKept(from);
      const believed = from !== undefined && !isBorder;
      const kept =
        wanted &&
        (believed || byNumber.shouldSample(parent, traceId).decision !== SamplingDecision.NOT_RECORD);
      return { decision: kept ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.RECORD };
    },
    toString: () => `ratio ${ratio}`,
  };
}

export const keeps = (sampler: Sampler, parent: Context, traceId: string): boolean =>
  sampler.shouldSample(parent, traceId, '', SpanKind.CLIENT, {}, []).decision ===
  SamplingDecision.RECORD_AND_SAMPLED;

/** Hands on what is kept, and what failed. */
export function keepingFailures(inner: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, parent) => inner.onStart(span, parent),
    onEnd(span) {
      if (isKept(span.spanContext())) inner.onEnd(span);
      else if (span.status.code === SpanStatusCode.ERROR) inner.onEnd(asKept(span));
    },
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
  };
}

/** Exporters throw away what is not marked. */
function asKept(span: ReadableSpan): ReadableSpan {
  const spanContext = { ...span.spanContext(), traceFlags: 1 };
  return Object.create(span, { spanContext: { value: () => spanContext } });
}

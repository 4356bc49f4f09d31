/** Begins to tell traces, if somebody takes them. One program has one name; once started it stays so until closed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { context, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type Sampler,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { keepingFailures, keeps, samplerOf } from './sampling.ts';
import { readTracingSettings } from './settings.ts';

export type Tracing = Readonly<{ close(): Promise<void> }>;

export type TracingOptions = Readonly<{
  service: string;
  /** Its callers are strangers: the gateway, a store's agent. */
  isBorder?: boolean;
  /** Whether work knows by itself in which span it is, as `within` has it; true unless told. Node then looks at every promise. */
  knowsPlace?: boolean;
  environment: Readonly<Record<string, string | undefined>>;
}>;

/** Soon enough to be looked at, seldom enough to cost nothing. */
const exportEveryMs = 1_000;
const exportTimeoutMs = 5_000;
const closeMsMax = 1_000;
/** More than these between two exports are lost: a trace is never worth the memory of a shop. */
const queueMax = 4_096;
const batchMax = 512;
const valueCharactersMax = 200;

let started: Readonly<{ processor: SpanProcessor; sampler: Sampler }> | undefined;

/** Whether anybody takes traces. */
export const isStarted = (): boolean => started !== undefined;
/** Of this process. */
export const processorNow = (): SpanProcessor | undefined => started?.processor;
/** Whether this process would keep what begins at a place that somebody told. */
export const isKeptHere = (from: SpanContext): boolean =>
  started !== undefined && keeps(started.sampler, trace.setSpanContext(ROOT_CONTEXT, from), from.traceId);

/** @throws Error with one sentence when a variable cannot be used. */
export function startTracing({
  service,
  isBorder = false,
  knowsPlace = true,
  environment,
}: TracingOptions): Tracing {
  const settings = readTracingSettings(environment);
  if (!settings || started) return { close: async () => undefined };
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: exportTimeoutMs });
  const batches = new BatchSpanProcessor({
    exporter,
    maxQueueSize: queueMax,
    maxExportBatchSize: batchMax,
    scheduledDelayMillis: exportEveryMs,
    exportTimeoutMillis: exportTimeoutMs,
  });
  const processor = keepingFailures(batches);
  const sampler = samplerOf(settings.ratio, isBorder);
  started = { processor, sampler };
  const provider = new TracerProvider({
    sampler,
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [processor],
    spanLimits: { attributeValueLengthLimit: valueCharactersMax },
  });
  if (knowsPlace) context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    async close() {
      // Whoever stops does not wait for somebody who takes traces and is away.
      await Promise.race([provider.shutdown(), sleep(closeMsMax, undefined, { ref: false })]).catch(
        () => undefined,
      );
      trace.disable();
      context.disable();
      started = undefined;
    },
  };
}

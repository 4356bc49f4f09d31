/** A span of somebody who cannot tell it themselves, such as a page: ended already, with its own numbers. */
import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { Attributes } from './attributes.ts';
import { parseTraceparent } from './context.ts';
import { isKeptHere, processorNow } from './start-tracing.ts';

export type ForeignSpan = Readonly<{
  service: string;
  name: string;
  /** Its own place: what it caused names it as its parent. */
  traceparent: string;
  startedAtMs: number;
  durationMs: number;
  failed: boolean;
  attributes: Attributes;
}>;

const scope = { name: 'comptoir' };

/** What is malformed, or not kept by this process's rule, is passed over. */
export function foreignSpan(told: ForeignSpan): void {
  const processor = processorNow();
  const place = parseTraceparent(told.traceparent);
  if (!processor || !place) return;
  const spanContext = {
    ...place,
    isRemote: false,
    traceFlags: isKeptHere(place) ? TraceFlags.SAMPLED : TraceFlags.NONE,
  };
  processor.onEnd({
    name: told.name,
    kind: SpanKind.CLIENT,
    spanContext: () => spanContext,
    startTime: hrTime(told.startedAtMs),
    endTime: hrTime(told.startedAtMs + told.durationMs),
    duration: hrTime(told.durationMs),
    status: { code: told.failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: { ...told.attributes },
    links: [],
    events: [],
    ended: true,
    resource: resourceFromAttributes({ 'service.name': told.service }),
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  });
}

const hrTime = (ms: number): HrTime => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];

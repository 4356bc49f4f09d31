/** Spans as OTLP sends them over HTTP in JSON. Source: OpenTelemetry, opentelemetry-proto 1.x, trace.proto, JSON mapping. */
import { z } from 'zod';

export type SpanRow = Readonly<{
  traceId: string;
  spanId: string;
  /** '' at a trace's beginning. */
  parentId: string;
  service: string;
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Since 1970. */
  startUs: number;
  durationUs: number;
  isFailed: boolean;
  attributes: Readonly<Record<string, string>>;
}>;

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const errorCode = 2;

const anyValue = z.looseObject({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value: anyValue })).default([]);
/** Nanoseconds since 1970, a decimal text in JSON. */
const time = z
  .union([z.string().regex(/^\d{1,20}$/), z.number()])
  .transform((ns) => Number(BigInt(ns) / 1_000n));

const span = z.object({
  traceId: z.string().regex(/^[0-9a-fA-F]{32}$/),
  spanId: z.string().regex(/^[0-9a-fA-F]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^([0-9a-fA-F]{16})?$/)
    .default(''),
  name: z.string(),
  kind: z.int().min(0).max(5).default(0),
  startTimeUnixNano: time,
  endTimeUnixNano: time,
  attributes,
  status: z.object({ code: z.int().default(0) }).default({ code: 0 }),
});

const exportRequest = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).default({ attributes: [] }),
        scopeSpans: z.array(z.object({ spans: z.array(span).default([]) })).default([]),
      }),
    )
    .default([]),
});

/** Bounded, whoever sends them. */
const textCharactersMax = 300;
const attributesMax = 40;

/** @returns undefined when it is not an export of spans. */
export function readExport(body: unknown): SpanRow[] | undefined {
  const told = exportRequest.safeParse(body);
  if (!told.success) return undefined;
  return told.data.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = recordOf(resource.attributes)['service.name'] ?? 'unknown';
    return scopeSpans.flatMap(({ spans }) => spans.map((one) => rowOf(service, one)));
  });
}

function rowOf(service: string, told: z.infer<typeof span>): SpanRow {
  const { startTimeUnixNano: startUs, endTimeUnixNano: endUs } = told;
  return {
    traceId: told.traceId.toLowerCase(),
    spanId: told.spanId.toLowerCase(),
    parentId: told.parentSpanId.toLowerCase(),
    service,
    name: told.name.slice(0, textCharactersMax),
    kind: kinds[told.kind] ?? 'internal',
    startUs,
    durationUs: Math.max(0, endUs - startUs),
    isFailed: told.status.code === errorCode,
    attributes: recordOf(told.attributes.slice(0, attributesMax)),
  };
}

const recordOf = (told: z.infer<typeof attributes>): Record<string, string> =>
  Object.fromEntries(told.map(({ key, value }) => [key, textOf(value).slice(0, textCharactersMax)]));

function textOf({ stringValue, boolValue, intValue, doubleValue }: z.infer<typeof anyValue>): string {
  return String(stringValue ?? boolValue ?? intValue ?? doubleValue ?? '');
}

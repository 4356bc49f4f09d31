/** Where spans go to and how many, from the variables that OpenTelemetry names. Source: OpenTelemetry, SDK environment variables. */
import { z } from 'zod';

const environment = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  /** Without it (and the next) no trace is kept, and none costs anything. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_TRACES_SAMPLER: z
    .enum(['parentbased_traceidratio', 'parentbased_always_on'])
    .default('parentbased_traceidratio'),
  /** The part of all traces that is kept, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

export type TracingSettings = Readonly<{ url: string; ratio: number }>;

/** @returns undefined: nobody takes traces. @throws Error with one sentence. */
export function readTracingSettings(
  from: Readonly<Record<string, string | undefined>>,
): TracingSettings | undefined {
  const told = environment.safeParse(
    Object.fromEntries(Object.entries(from).filter(([, value]) => value !== '')),
  );
  if (!told.success) {
    const [issue] = told.error.issues;
    throw new Error(`${issue?.path.join('.')} cannot be used: ${issue?.message}.`);
  }
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole, OTEL_EXPORTER_OTLP_ENDPOINT: base } = told.data;
  const url = whole ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (!url || told.data.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined;
  if (!URL.canParse(url)) throw new Error('OTEL_EXPORTER_OTLP_ENDPOINT is not an address.');
  const isAll = told.data.OTEL_TRACES_SAMPLER === 'parentbased_always_on';
  return { url, ratio: isAll ? 1 : told.data.OTEL_TRACES_SAMPLER_ARG };
}

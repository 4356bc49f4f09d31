/** Which traces of this house are kept, and where its programs tell them. */
import { addressOf, type House } from './house.ts';

/**
 * The part of all traces, 0 to 1, from `COMPTOIR_TRACES`; all unless told. 0: nothing is traced, and no page for traces runs.
 * @throws Error with one clear sentence.
 */
export function traceRatio(text: string | undefined = process.env.COMPTOIR_TRACES): number {
  const ratio = Number(text || 1);
  if (!(ratio >= 0 && ratio <= 1)) throw new Error(`COMPTOIR_TRACES is "${text}": it must be from 0 to 1.`);
  return ratio;
}

/** For every program that traces. Source: OpenTelemetry, SDK environment variables. */
export function tracesEnvironment({ ports }: House): Record<string, string> {
  const ratio = traceRatio();
  if (ratio === 0) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: addressOf(ports, 'traces'),
    OTEL_TRACES_SAMPLER_ARG: String(ratio),
  };
}

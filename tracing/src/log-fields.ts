/** What ties a line of the log, or an answer, to its trace: nothing outside of one. */
import { currentSpanContext, isKept } from './context.ts';

export function traceFields(): Readonly<{ traceId?: string; spanId?: string }> {
  const current = currentSpanContext();
  return current && isKept(current) ? { traceId: current.traceId, spanId: current.spanId } : {};
}

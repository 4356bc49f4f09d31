import { z } from 'zod';

/** Of a till's span: what people call what was done there. */
export const spanName = z.enum(['sale']);

/**
 * POST /spans → 204: what a till did by itself, to stand in the trace of what it caused. Nothing rests on it: what is malformed is
 * refused, and where no traces are kept it is thrown away.
 */
export const spansRequest = z.strictObject({
  spans: z
    .array(
      z.strictObject({
        name: spanName,
        /** Its own place. Source: W3C Trace Context, 3.2. */
        traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
        startedAt: z.iso.datetime(),
        durationMs: z.number().min(0).max(86_400_000),
        failed: z.boolean(),
      }),
    )
    .max(20),
});
export type TillSpan = z.infer<typeof spansRequest>['spans'][number];

/** A sale's trace has the sale's number, so that it is the same however often the sale is handed over. @param saleId a UUID. */
export function traceparentOfSale(saleId: string): string {
  const digits = saleId.replaceAll('-', '').toLowerCase();
  return `00-${digits}-${digits.slice(-16)}-01`;
}

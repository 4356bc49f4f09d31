/**
 * The header `Sync-Traces` of a batch: where in a trace its records were made, as `seq=traceparent`, separated by commas. What an
 * older edge does not say, and what cannot be read, is no trace; nothing else rests on it.
 * Source: docs/sync-protocol.md, Calls; W3C Trace Context, 3.2.
 */

/** Keeps the header below what servers read of all headers together (16 KiB, Node). */
export const syncTracesMax = 60;

const entry = /^([1-9]\d{0,14})=(00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})$/;

/** @param traces by record's number; of more than `syncTracesMax` the first are told. */
export const formatSyncTraces = (traces: readonly (readonly [seq: number, traceparent: string])[]): string =>
  traces
    .slice(0, syncTracesMax)
    .map(([seq, traceparent]) => `${seq}=${traceparent}`)
    .join(',');

export function parseSyncTraces(header: string | undefined): ReadonlyMap<number, string> {
  const told = (header ?? '').split(',', syncTracesMax).flatMap((part) => {
    const [, seq, traceparent] = entry.exec(part) ?? [];
    return traceparent === undefined ? [] : [[Number(seq), traceparent] as const];
  });
  return new Map(told);
}

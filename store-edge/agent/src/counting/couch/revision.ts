/** A revision's name: how many changes led to it, and a hash of the last one. `3-917fa2381192822767f010b95b45325b`. */
export type Revision = string;

/** CouchDB's own limit of a history. */
export const historyMax = 1_000;
const shape = /^([1-9]\d{0,8})-([0-9A-Za-z]{1,64})$/;

export const isRevision = (text: string): boolean => shape.test(text);

export const generationOf = (revision: Revision): number => Number(shape.exec(revision)?.[1] ?? 0);

const hashOf = (revision: Revision): string => revision.slice(revision.indexOf('-') + 1);

/** As `_revisions` on the wire: `start` is the newest one's generation. */
export type WireHistory = Readonly<{ start: number; ids: readonly string[] }>;

/** @returns newest first, or nothing if this is no history. */
export function fromWire({ start, ids }: WireHistory): Revision[] | undefined {
  const path = ids.slice(0, historyMax).map((id, index) => `${start - index}-${id}`);
  return path.length > 0 && path.every(isRevision) ? path : undefined;
}

export const toWire = (history: readonly Revision[]): WireHistory => ({
  start: generationOf(history[0] ?? ''),
  ids: history.map(hashOf),
});

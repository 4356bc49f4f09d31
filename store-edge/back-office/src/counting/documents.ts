/** What the tablet's documents say. Pure. */
import type {
  CountDocument,
  DecisionDocument,
  LineDocument,
  ZoneDocument,
} from '@comptoir/edge-agent/back-office/api';

export type Stored = (CountDocument | ZoneDocument | LineDocument | DecisionDocument) &
  Readonly<{ _id: string; _rev: string; _conflicts?: string[] }>;
export type Documents = ReadonlyMap<string, Stored>;

type Of<T extends Stored['type']> = Extract<Stored, { type: T }>;
const ofType = <T extends Stored['type']>(documents: Documents, type: T): Of<T>[] =>
  [...documents.values()].filter((document): document is Of<T> => document.type === type);

/** Open ones first, newest first. */
export const countsOf = (documents: Documents): Of<'count'>[] =>
  ofType(documents, 'count').sort(
    (a, b) =>
      Number(a.state === 'committed') - Number(b.state === 'committed') || (a.openedAt < b.openedAt ? 1 : -1),
  );

export const countOf = (documents: Documents, countId: string): Of<'count'> | undefined =>
  countsOf(documents).find((count) => count.countId === countId);

export type Holder = Readonly<{ counterId: string; counterName: string; lineCount: number; done: boolean }>;

/** Who has taken a zone, and how many products they have counted in it. */
export function holdersOf(documents: Documents, countId: string, zoneId: string): Holder[] {
  const lines = ofType(documents, 'line').filter(
    (line) => line.countId === countId && line.zoneId === zoneId,
  );
  return ofType(documents, 'zone')
    .filter((zone) => zone.countId === countId && zone.zoneId === zoneId)
    .map(({ counterId, counterName, doneAt }) => ({
      counterId,
      counterName,
      lineCount: lines.filter((line) => line.counterId === counterId).length,
      done: doneAt !== null,
    }))
    .sort((a, b) => (a.counterName < b.counterName ? -1 : 1));
}

type Mine = Readonly<{ countId: string; zoneId: string; counterId: string }>;

/** Whether a manager wants it counted anew since this was written. */
const isSilenced = (documents: Documents, { countId, zoneId, productId, _rev }: Of<'line'>): boolean => {
  const decision = documents.get(`decision:${countId}:${zoneId}:${productId}`);
  return decision?.type === 'decision' && decision.picked === null && decision.basis.includes(_rev);
};

/** One's own lines in a zone, last counted first. */
export const myLines = (documents: Documents, { countId, zoneId, counterId }: Mine): Of<'line'>[] =>
  ofType(documents, 'line')
    .filter((line) => line.countId === countId && line.zoneId === zoneId && line.counterId === counterId)
    .filter((line) => !isSilenced(documents, line))
    .sort((a, b) => (a.countedAt < b.countedAt ? 1 : -1));

/** What stands before the next scan; nothing once a recount is asked for. */
export function quantityBefore(documents: Documents, line: Of<'line'> | undefined): string {
  return line && !isSilenced(documents, line) ? line.quantity : '0';
}

/** Products of a zone that a manager wants counted anew, and nobody has yet. */
export function toRecount(documents: Documents, countId: string, zoneId: string): string[] {
  return ofType(documents, 'decision')
    .filter((one) => one.countId === countId && one.zoneId === zoneId && one.picked === null)
    .filter(({ productId }) =>
      ofType(documents, 'line')
        .filter((line) => line.countId === countId && line.zoneId === zoneId && line.productId === productId)
        .every((line) => isSilenced(documents, line)),
    )
    .map(({ productId }) => productId);
}

/** Of a cycle: what nobody has counted yet, in any zone. */
export function toFind(
  documents: Documents,
  { countId, productIds = [] }: Pick<Of<'count'>, 'countId'> & { productIds?: readonly string[] },
): string[] {
  const counted = new Set(
    ofType(documents, 'line')
      .filter((line) => line.countId === countId)
      .map(({ productId }) => productId),
  );
  return productIds.filter((productId) => !counted.has(productId));
}

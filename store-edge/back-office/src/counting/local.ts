/**
 * What is counted on this tablet, in its own PouchDB. Writing never waits for a network; `sync.ts` carries it to the edge and brings
 * what others counted.
 */
import { documentId, type LineDocument, type ZoneDocument } from '@comptoir/edge-agent/back-office/api';
import PouchDB from 'pouchdb-browser';
import { edgeNow } from '../edge/presence.ts';
import { session, tabletId } from '../session/session.ts';
import { watched } from '../store.ts';
import { type Documents, quantityBefore, type Stored } from './documents.ts';

export const local = new PouchDB<Stored>('comptoir-counting');

/** All of it in memory too: screens read at once what was written a moment ago. */
export const documents = watched<Documents>(new Map());
/** Ids of documents that were written here and have not reached the edge. */
export const unsent = watched<ReadonlySet<string>>(keptUnsent());

const unsentKey = 'comptoir.back-office.unsent';
function keptUnsent(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(localStorage.getItem('comptoir.back-office.unsent') ?? '[]'));
  } catch {
    return new Set();
  }
}
function setUnsent(next: ReadonlySet<string>): void {
  localStorage.setItem(unsentKey, JSON.stringify([...next]));
  unsent.set(next);
}
export function markSent(ids: readonly string[]): void {
  const next = new Set(unsent.get());
  for (const id of ids) next.delete(id);
  if (next.size < unsent.get().size) setUnsent(next);
}

export async function openLocal(): Promise<void> {
  const { update_seq } = await local.info();
  const all = await local.allDocs({ include_docs: true, conflicts: true });
  documents.set(new Map(all.rows.flatMap(({ doc }) => (doc ? [[doc._id, doc]] : []))));
  local
    .changes({ live: true, since: update_seq, include_docs: true, conflicts: true })
    .on('change', ({ id, doc, deleted }) => {
      const next = new Map(documents.get());
      if (deleted || !doc) next.delete(id);
      else next.set(id, doc);
      documents.set(next);
    });
}

/** Changes of one document, one after the other: two quick scans add up. */
const turns = new Map<string, Promise<void>>();
function inTurn(id: string, change: (before: Stored | undefined) => object | undefined): Promise<void> {
  const mine = (turns.get(id) ?? Promise.resolve()).then(async () => {
    for (;;) {
      const before = await local.get(id, { conflicts: true }).catch(() => undefined);
      const body = change(before);
      if (!body) return;
      setUnsent(new Set(unsent.get()).add(id));
      try {
        await local.put({ ...body, _id: id, ...(before ? { _rev: before._rev } : {}) } as Stored);
        return;
      } catch (error) {
        // What came in by replication meanwhile: look again.
        if ((error as { status?: number }).status !== 409) throw error;
      }
    }
  });
  turns.set(
    id,
    mine.catch(() => undefined),
  );
  return mine;
}

type Place = Pick<LineDocument, 'countId' | 'zoneId' | 'productId'>;

/** @param quantityAfter from what stands there now, `'0'` if nothing does. */
export function countLine(place: Place, quantityAfter: (before: string) => string): Promise<void> {
  const who = session.get()?.staff;
  if (!who) return Promise.resolve();
  const about = { ...place, counterId: who.id };
  return inTurn(documentId.line(about), (before) => {
    const known = before?.type === 'line' ? before : undefined;
    return {
      type: 'line',
      ...about,
      counterName: who.displayName,
      tabletId: tabletId(),
      quantity: quantityAfter(quantityBefore(documents.get(), known)),
      countedAt: edgeNow().toISOString(),
    } satisfies LineDocument;
  });
}

/** Taking a zone twice changes nothing; `done` says that all of it is counted. */
export function holdZone(countId: string, zoneId: string, done: boolean): Promise<void> {
  const who = session.get()?.staff;
  if (!who) return Promise.resolve();
  const about = { countId, zoneId, counterId: who.id };
  return inTurn(documentId.zone(about), (before) => {
    const known = before?.type === 'zone' ? before : undefined;
    if (known && (known.doneAt !== null) === done) return undefined;
    const now = edgeNow().toISOString();
    return {
      type: 'zone',
      ...about,
      counterName: who.displayName,
      takenAt: known?.takenAt ?? now,
      doneAt: done ? now : null,
    } satisfies ZoneDocument;
  });
}

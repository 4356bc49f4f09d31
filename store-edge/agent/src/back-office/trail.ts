/** Who did what in this store, from its own journal: there also while the store is cut off. */
import type { Sqlite } from '../database/open.ts';
import type { TrailAnswer, TrailEntry, TrailQuery } from './api.ts';

/** Sales lie between the acts that are looked for: a call looks at so many records, and says where the next one goes on. */
const lookedAtMax = 5_000;
const toldMax = 50;

/** `null` of a kind that no row here shows. */
type Row = { place: number; kind: string; header: string | null; body: string | null };
type Header = Readonly<{ at: string; register?: string; actor?: string }>;

/** @param nameOf a member of the staff, by id. */
export function trailReader(db: Sqlite, nameOf: (staffId: string) => string) {
  // A drawer that a sale opens is no act of its own.
  const rows = db.prepare<[number, number], Row>(
    `select place, kind, iif(told, header, null) as header, iif(told, body, null) as body from (
       select *, kind in ('access.approved', 'cash.moved', 'void', 'shift.opened', 'shift.closed', 'setting.changed', 'count.committed',
           'clock.suspect', 'clock.settled', 'customer.proposed')
         or (kind = 'drawer.opened' and json_extract(body, '$.reason') = 'no-sale') as told
       from record where place < ? order by place desc limit ?)`,
  );
  return ({ before, kind, actor }: TrailQuery): TrailAnswer => {
    const entries: TrailEntry[] = [];
    let looked = 0;
    let reached = before;
    for (const row of rows.iterate(before, lookedAtMax)) {
      looked += 1;
      reached = row.place;
      const entry = row.header !== null && row.body !== null ? entryOf(row.kind, row.header, row.body) : null;
      if (entry && (kind ?? entry.kind) === entry.kind && (actor ?? entry.actorId) === entry.actorId)
        entries.push(entry);
      if (entries.length === toldMax) break;
    }
    const isEnd = entries.length < toldMax && looked < lookedAtMax;
    return { entries, nextBefore: isEnd ? null : reached };
  };

  function entryOf(kind: string, headerText: string, bodyText: string): TrailEntry {
    const header = JSON.parse(headerText) as Header;
    const body = JSON.parse(bodyText) as Record<string, unknown>;
    const { cashierId } = body;
    return {
      kind,
      at: header.at,
      register: header.register ?? null,
      actorId: header.actor ?? null,
      actorName: header.actor === undefined ? null : nameOf(header.actor),
      cashierName: typeof cashierId === 'string' ? nameOf(cashierId) : null,
      body,
    };
  }
}

/** The journals of this store's file, newest first: why each was begun, how far it goes, and how much of it the cloud has signed for. */
import { journalOpenedBody } from '@comptoir/sync-protocol/records/kinds';
import type { Sqlite } from '../database/open.ts';
import { placeOf, seqOf } from '../journal/place.ts';
import type { JournalHistory } from './api.ts';

/** A store that began more journals than these has other troubles. */
const journalsToldMax = 20;
type Row = {
  ordinal: number;
  opened_at: string;
  body: string;
  tail: number;
  cosigned: number | null;
  kept: number | null;
};

export function journalHistory(db: Sqlite): JournalHistory[] {
  const rows = db
    .prepare<[number], Row>(
      `select j.ordinal, j.opened_at, r.body, c.seq as cosigned, k.seq as kept,
         (select max(place) from record where place < (j.ordinal + 1) * ${placeOf(1, 0)}) as tail
       from journal j join record r on r.place = j.ordinal * ${placeOf(1, 0)} + 1
       left join cosignature c on c.ordinal = j.ordinal left join kept_head k on k.ordinal = j.ordinal order by j.ordinal desc limit ?`,
    )
    .all(journalsToldMax);
  // What came over stands at the beginning: the first record of another kind ends it.
  const firstOwn = db
    .prepare<[number, number], number>(
      `select place from record where place > ? and place < ? and kind <> 'recovered' order by place limit 1`,
    )
    .pluck();
  return rows.map(({ ordinal, opened_at, body, tail, cosigned, kept }) => {
    const { reason, predecessor } = journalOpenedBody.parse(JSON.parse(body));
    const ownAt = firstOwn.get(placeOf(ordinal, 1), placeOf(ordinal + 1, 0)) ?? tail + 1;
    return {
      openedAt: opened_at,
      reason,
      predecessorSeq: predecessor?.seq ?? null,
      // What came over into this one may have gone because of its age.
      recovered: kept === null ? seqOf(ownAt) - 2 : null,
      seq: seqOf(tail),
      cosignedSeq: cosigned ?? 0,
    };
  });
}

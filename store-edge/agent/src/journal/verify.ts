/**
 * Walks a journal's chain and names the first record that is not what was written. Reads some rows at a time, so that a long
 * journal needs no more memory than they.
 */
import { jsonOrNull } from '@comptoir/sync-protocol/json/lenient';
import type { Sqlite } from '../database/open.ts';
import type { Turns } from '../turns.ts';
import { recordHash, ZERO_HASH } from './hash.ts';
import { placeOf, seqOf } from './place.ts';

export type Verdict =
  | Readonly<{ sound: true; seq: number; hash: Buffer }>
  | Readonly<{
      sound: false;
      firstBadSeq: number;
      reason: 'gap' | 'hash' | 'header' | 'head';
      lastGood: Head;
    }>;
export type Head = Readonly<{ seq: number; hash: Buffer }>;

type Row = { place: number; header: string; body: string; personal: string; hash: Buffer };

/** Some 2 ms: a week offline is a hundred thousand records, and a sale must not wait for all of them. */
const recordsPerTurn = 100;

/**
 * Also what is appended between two turns is looked at.
 * @param from a head known to be right (cosigned, kept in the place of what went, or seq 0), after which the chain is recomputed.
 */
export function* verifyChain(
  db: Sqlite,
  ordinal: number,
  journalId: string,
  from: Head = { seq: 0, hash: ZERO_HASH },
): Turns<Verdict> {
  if (from.seq > 0) {
    const stored = db
      .prepare<[number, number, number], { hash: Buffer }>(
        'select hash from record where place = ? union all select hash from kept_head where ordinal = ? and seq = ?',
      )
      .get(placeOf(ordinal, from.seq), ordinal, from.seq);
    if (!stored?.hash.equals(from.hash)) return bad(from.seq, 'head', { seq: 0, hash: ZERO_HASH });
  }

  let good: Head = from;
  const next = db.prepare<[number, number, number], Row>(
    'select place, header, body, personal, hash from record where place > ? and place < ? order by place limit ?',
  );
  for (;;) {
    const rows = next.all(placeOf(ordinal, good.seq), placeOf(ordinal + 1, 0), recordsPerTurn);
    for (const row of rows) {
      const seq = seqOf(row.place);
      if (seq !== good.seq + 1) return bad(good.seq + 1, 'gap', good);
      if (!recordHash(good.hash, row).equals(row.hash)) return bad(seq, 'hash', good);
      if (!headerIsAt(row.header, journalId, seq)) return bad(seq, 'header', good);
      good = { seq, hash: row.hash };
    }
    if (rows.length < recordsPerTurn) return { sound: true, ...good };
    yield;
  }
}

const bad = (firstBadSeq: number, reason: 'gap' | 'hash' | 'header' | 'head', lastGood: Head): Verdict => ({
  sound: false,
  firstBadSeq,
  reason,
  lastGood,
});

/** Whoever alters a file may alter its hashes too: the header may be anything. */
function headerIsAt(header: string, journalId: string, seq: number): boolean {
  const told = jsonOrNull(header) as { journal?: unknown; seq?: unknown } | null;
  return told?.journal === journalId && told.seq === seq;
}

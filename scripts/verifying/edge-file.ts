/** A store's `journal.db`, also while its agent runs. What the cloud has cosigned is checked with the key that the edge got when it was enrolled. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { base64, fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { verifyHead } from '@comptoir/sync-protocol/records/head';
import { JournalWalk } from '@comptoir/sync-protocol/verify/journal-walk';
import Database from 'better-sqlite3';
import { checkPredecessors } from './predecessors.ts';
import { type Source, sha256 } from './source.ts';

/** Records of a journal at most: the agent's `journal/place.ts`. */
const seqSpan = 2 ** 32;
type JournalRow = Readonly<{
  ordinal: number;
  id: string;
  seq: number | null;
  hash: Buffer;
  cosignature: string;
  /** The last of what went because of its age. Of those before it the first alone is here. */
  kept_seq: number | null;
  kept_hash: Buffer;
}>;
type RecordRow = RecordLines & Readonly<{ hash: Buffer }>;

export const edgeFile =
  (path: string, trustedKey: string | undefined): Source =>
  async ({ report, walked }) => {
    const cloudKey = trustedKey ?? enrolledKey(dirname(path));
    const publicKey = fromBase64(cloudKey ?? '');
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      // A file of an agent that kept all has no such table.
      const lettingGo = db.prepare("select 1 from sqlite_master where name = 'kept_head'").get();
      const kept = lettingGo ? 'kept_head' : '(select 0 as ordinal, null as seq, null as hash)';
      const journals = db
        .prepare<[], JournalRow>(
          `select ordinal, id, c.seq, c.hash, cosignature, k.seq as kept_seq, k.hash as kept_hash
           from journal left join cosignature c using (ordinal) left join ${kept} k using (ordinal) order by ordinal`,
        )
        .all();
      const records = db.prepare<[number, number], RecordRow>(
        'select header, body, personal, hash from record where place > ? and place < ? order by place',
      );
      const walks = journals.map(({ ordinal, id, seq, hash, cosignature, kept_seq, kept_hash }) => {
        const head = seq === null ? undefined : { seq, hash };
        const after = kept_seq === null ? undefined : { seq: kept_seq, hash: kept_hash };
        const walk = new JournalWalk({ journal: id, after, heads: head ? [head] : [], sha256, report });
        const opening = after ? new JournalWalk({ journal: id, heads: [], sha256, report }) : walk;
        const signed = head && {
          journal: id,
          seq: head.seq,
          hash: base64(head.hash),
          signature: cosignature,
        };
        if (signed && publicKey && !verifyHead(signed, publicKey))
          report({
            why: 'signature',
            journal: id,
            firstBadSeq: signed.seq,
            detail: 'not cosigned by the cloud',
          });
        const begin = ordinal * seqSpan;
        const takeAll = (into: JournalWalk, from: number, to: number) => {
          for (const { hash: stored, ...lines } of records.iterate(from - 1, to)) into.take(lines, stored);
        };
        if (after) takeAll(opening, begin + 1, begin + 2);
        takeAll(walk, begin + (after?.seq ?? 0) + 1, begin + seqSpan);
        walked(walk.end());
        return { journal: id, predecessor: opening.predecessor };
      });
      const ordinals = new Map(journals.map(({ ordinal, id }) => [id, ordinal]));
      const hashOf = db.prepare<[number], Buffer>('select hash from record where place = ?').pluck();
      await checkPredecessors(walks, report, async ({ journal, seq }) =>
        hashOf.get((ordinals.get(journal) ?? 0) * seqSpan + seq),
      );
    } finally {
      db.close();
    }
    return cloudKey ?? null;
  };

function enrolledKey(dataDir: string): string | undefined {
  const path = join(dataDir, 'enrolment.json');
  if (!existsSync(path)) return undefined;
  const { cloudPublicKey }: { cloudPublicKey?: string } = JSON.parse(readFileSync(path, 'utf8'));
  return cloudPublicKey;
}

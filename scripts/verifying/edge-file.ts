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
}>;
type RecordRow = RecordLines & Readonly<{ hash: Buffer }>;

export const edgeFile =
  (path: string, trustedKey: string | undefined): Source =>
  async ({ report, walked }) => {
    const cloudKey = trustedKey ?? enrolledKey(dirname(path));
    const publicKey = fromBase64(cloudKey ?? '');
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const journals = db
        .prepare<[], JournalRow>(
          `select ordinal, id, seq, hash, cosignature from journal left join cosignature using (ordinal) order by ordinal`,
        )
        .all();
      const records = db.prepare<[number, number], RecordRow>(
        'select header, body, personal, hash from record where place > ? and place < ? order by place',
      );
      const walks = journals.map(({ ordinal, id, seq, hash, cosignature }) => {
        const head = seq === null ? undefined : { seq, hash };
        const walk = new JournalWalk({ journal: id, heads: head ? [head] : [], sha256, report });
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
        for (const { hash: stored, ...lines } of records.iterate(ordinal * seqSpan, (ordinal + 1) * seqSpan))
          walk.take(lines, stored);
        walked(walk.end());
        return { journal: id, predecessor: walk.predecessor };
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

/** Sales' database: every journal that it holds, its heads, and the heads that edges signed. Reads only. */
import { keyAt } from '@comptoir/sync-protocol/records/device-keys';
import { verifyHead } from '@comptoir/sync-protocol/records/head';
import { JournalWalk } from '@comptoir/sync-protocol/verify/journal-walk';
import pg from 'pg';
import { checkPredecessors } from './predecessors.ts';
import { type Source, sha256 } from './source.ts';

const pageRecords = 2_000;
type JournalRow = Readonly<{ id: string; seq: string; hash: Buffer }>;
type KeyRow = Readonly<{ after_seq: string; public_key: Buffer }>;
type HeadRow = Readonly<{ seq: string; hash: Buffer; signature: Buffer }>;
type RecordRow = Readonly<{ seq: string; header: Buffer; body: Buffer; personal: Buffer; hash: Buffer }>;

export const cloudDatabase =
  (connectionString: string): Source =>
  async ({ report, walked }) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      // One moment of it all, while edges go on sending.
      await client.query('begin isolation level repeatable read read only');
      const { rows: journals } = await client.query<JournalRow>(
        'select id, seq, hash from journal where seq > 0 order by received_at, id',
      );
      const walks = [];
      for (const journal of journals) walks.push(await walk(client, journal));
      await checkPredecessors(walks, report, async ({ journal, seq }) => {
        const { rows } = await client.query<{ hash: Buffer }>(
          'select hash from record where journal = $1 and seq = $2',
          [journal, seq],
        );
        return rows[0]?.hash;
      });
    } finally {
      await client.end();
    }
    return null;

    async function walk(from: pg.Client, { id, seq, hash }: JournalRow) {
      const { rows: signed } = await from.query<HeadRow>(
        'select seq, hash, signature from signed_head where journal = $1 order by seq',
        [id],
      );
      const { rows: keyRows } = await from.query<KeyRow>(
        'select after_seq, public_key from journal_key where journal = $1 order by after_seq',
        [id],
      );
      const keys = keyRows.map((row) => ({ afterSeq: Number(row.after_seq), publicKey: row.public_key }));
      const heads = [{ seq: Number(seq), hash }];
      for (const one of signed) {
        const head = { seq: Number(one.seq), hash: one.hash };
        const text = { journal: id, seq: head.seq, hash: head.hash.toString('base64') };
        const publicKey = keyAt(keys, head.seq);
        if (publicKey && verifyHead({ ...text, signature: one.signature.toString('base64') }, publicKey))
          heads.push(head);
        else
          report({ why: 'signature', journal: id, firstBadSeq: head.seq, detail: 'not signed by the edge' });
      }
      const steps = new JournalWalk({ journal: id, heads, sha256, report });
      for (let after = 0, isMore = true; isMore; ) {
        const { rows } = await from.query<RecordRow>(
          'select seq, header, body, personal, hash from record where journal = $1 and seq > $2 order by seq limit $3',
          [id, after, pageRecords],
        );
        for (const { hash: stored, header, body, personal } of rows)
          steps.take(
            { header: header.toString(), body: body.toString(), personal: personal.toString() },
            stored,
          );
        after = Number(rows.at(-1)?.seq ?? after);
        isMore = rows.length === pageRecords;
      }
      walked(steps.end());
      return { journal: id, predecessor: steps.predecessor };
    }
  };

/** What an archive is made of, read page by page: it may be a year of a store. */
import type { Database } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { zeroHash } from '@comptoir/sync-protocol/records/hash';
import type { Head, SignedHead } from '@comptoir/sync-protocol/wire/calls';

/** A journal as far as the period goes: `after` is the head before its first record. */
export type Stretch = Readonly<{ after: Head; last: Head }>;
export type RecordRow = Readonly<{
  seq: string;
  header: Buffer;
  body: Buffer;
  personal: Buffer;
  hash: Buffer;
}>;

const recordsAPage = 500;

/**
 * From the first record of the period to the last one, whole: a chain has no holes. `json` and not `jsonb`, which refuses
 * headers with an escaped zero character.
 */
export async function stretches(
  database: Database,
  period: Readonly<{ storeId: string; from: string; to: string }>,
): Promise<Stretch[]> {
  const rows = await database.query<{
    id: string;
    first: string;
    last: string;
    before: Buffer | null;
    hash: Buffer;
  }>(
    `select j.id, s.first, s.last, b.hash as before, l.hash
     from journal j
     cross join lateral (
       select min(seq) as first, max(seq) as last from record r
       where r.journal = j.id and convert_from(r.header, 'UTF8')::json->>'businessDate' between $2 and $3
     ) s
     join record l on l.journal = j.id and l.seq = s.last
     left join record b on b.journal = j.id and b.seq = s.first - 1
     where j.store_id = $1 order by j.id`,
    [period.storeId, period.from, period.to],
  );
  return rows.map(({ id: journal, first, last, before, hash }) => ({
    after: { journal, seq: Number(first) - 1, hash: base64(before ?? zeroHash) },
    last: { journal, seq: Number(last), hash: base64(hash) },
  }));
}

export async function signedHeads(database: Database, { after, last }: Stretch): Promise<SignedHead[]> {
  const rows = await database.query<{ seq: string; hash: Buffer; signature: Buffer }>(
    'select seq, hash, signature from signed_head where journal = $1 and seq > $2 and seq <= $3 order by seq',
    [last.journal, after.seq, last.seq],
  );
  return rows.map(({ seq, hash, signature }) => ({
    journal: last.journal,
    seq: Number(seq),
    hash: base64(hash),
    signature: base64(signature),
  }));
}

export async function* recordPages(
  database: Database,
  { after, last }: Stretch,
): AsyncGenerator<readonly RecordRow[]> {
  for (let seq = after.seq; seq < last.seq; ) {
    const rows = await database.query<RecordRow>(
      `select seq, header, body, personal, hash from record
       where journal = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
      [last.journal, seq, last.seq, recordsAPage],
    );
    if (rows.length === 0) throw new Error(`journal ${last.journal} ends before its record ${last.seq}`);
    yield rows;
    seq = Number(rows.at(-1)?.seq);
  }
}

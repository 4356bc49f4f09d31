/** An archive of a store and a period, line by line. Source: docs/verification.md. */
import { createHash } from 'node:crypto';
import type { Database } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { signHead } from '@comptoir/sync-protocol/records/head';
import {
  type ArchiveLine,
  type HeadLine,
  type JournalLine,
  type RecordLine,
  sealArchive,
} from '@comptoir/sync-protocol/verify/archive-lines';
import { keysOf } from '../store/rows.ts';
import { notice } from './notice.ts';
import { type RecordRow, recordPages, signedHeads, stretches } from './rows.ts';

export type ArchiveParts = Readonly<{
  database: Database;
  /** The cloud's: 32 bytes of seed, 32 of public key. */
  cosign: Readonly<{ secretKey: Uint8Array; publicKey: Uint8Array }>;
}>;
export type Asked = Readonly<{
  store: ArchiveLine['store'];
  from: string;
  to: string;
  madeAt: Date;
}>;

export async function* archiveLines(parts: ArchiveParts, asked: Asked): AsyncGenerator<string> {
  const { database, cosign } = parts;
  const signed = createHash('sha256');
  const sealedText = (line: ArchiveLine | JournalLine | HeadLine): string => {
    const text = textOf(line);
    signed.update(text);
    return text;
  };
  const { store, from, to, madeAt } = asked;
  yield sealedText({
    type: 'archive',
    version: 1,
    notice,
    store,
    from,
    to,
    madeAt: madeAt.toISOString(),
    cloudPublicKey: base64(cosign.publicKey),
  });
  let records = 0;
  const found = await stretches(database, { storeId: store.id, from, to });
  const keys = await keysOf(
    database,
    found.map(({ last }) => last.journal),
  );
  for (const stretch of found) {
    const deviceKeys = (keys.get(stretch.last.journal) ?? []).map(({ afterSeq, publicKey }) => ({
      afterSeq,
      publicKey: base64(publicKey),
    }));
    yield sealedText({
      type: 'journal',
      after: signHead(stretch.after, cosign.secretKey),
      last: signHead(stretch.last, cosign.secretKey),
      // A register of another make has none.
      devicePublicKey: deviceKeys.at(-1)?.publicKey ?? null,
      deviceKeys,
    });
    for (const head of await signedHeads(database, stretch)) yield sealedText({ type: 'head', ...head });
    for await (const page of recordPages(database, stretch)) {
      records += page.length;
      yield page.map((row) => textOf(recordLineOf(row))).join('');
    }
  }
  yield textOf(sealArchive(signed.digest('base64'), records, cosign.secretKey));
}

const textOf = (line: object): string => `${JSON.stringify(line)}\n`;

const recordLineOf = ({ header, body, personal, hash }: RecordRow): RecordLine => ({
  type: 'record',
  header: header.toString(),
  body: body.toString(),
  personal: personal.toString(),
  hash: base64(hash),
});

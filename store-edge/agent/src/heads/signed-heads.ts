/**
 * Heads of our own journal, signed and told to the tills: each quarter of an hour that has news, and at each Z. Whoever holds one can
 * show that this server went back, or wrote other history, also while it is cut off. Source: docs/sync-protocol.md, Heads.
 */
import { headText } from '@comptoir/sync-protocol/records/head';
import type { SignedHead } from '@comptoir/sync-protocol/wire/calls';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { isDiskError } from '../database/disk-error.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';

const everyMs = 15 * 60_000;
type Row = { id: string; seq: number; hash: Buffer; signature: string };

export function openSignedHeads(
  deps: Readonly<{
    db: Sqlite;
    journal: Journal;
    clock: Clock;
    /** By the device's key, base64. */
    sign: (text: string) => string;
    onSigned: (head: SignedHead) => void;
    log: Logger;
    fatal: (error: unknown) => void;
  }>,
) {
  const { db, journal, clock, sign, onSigned, log, fatal } = deps;
  const add = db.prepare(
    'insert into signed_head (ordinal, seq, hash, signature, at) values (?, ?, ?, ?, ?)',
  );
  const last = db.prepare<[number], Row>(
    `select id, seq, hash, signature from signed_head join journal using (ordinal) where ordinal = ?
     order by seq desc limit 1`,
  );

  const newest = (): SignedHead | null => {
    const row = last.get(journal.ordinal);
    if (!row) return null;
    const { id, seq, hash, signature } = row;
    return { journal: id, seq, hash: hash.toString('base64'), signature };
  };

  /** Nothing where the newest already says it. */
  const addHead = (): void => {
    const { journal: id, seq, hash } = journal.tail();
    if (newest()?.seq === seq) return;
    const head = { journal: id, seq, hash: hash.toString('base64') };
    const signature = sign(headText(head));
    add.run(journal.ordinal, seq, hash, signature, clock.now().toISOString());
    onSigned({ ...head, signature });
  };

  /** A full disk is no end, and no reason to refuse a Z that is in the journal: the next head says as much. */
  const signNow = (): void => {
    try {
      addHead();
    } catch (error) {
      if (isDiskError(error)) fatal(error);
      else log.warn({ err: error }, 'the head is not signed yet');
    }
  };

  const timer = setInterval(signNow, everyMs);
  return { newest, signNow, stop: () => clearInterval(timer) };
}
export type SignedHeads = ReturnType<typeof openSignedHeads>;

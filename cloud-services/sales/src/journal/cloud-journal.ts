/**
 * Journals of registers that have no edge: what a point of sale of another make tells is chained here, a journal a
 * register, so that one chain rule holds for all. Source: docs, Who owns what, "Sales from a legacy POS".
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import { base64, fromBase64 } from '@comptoir/sync-protocol/bytes';
import type { RecordHeader, RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { recordHash } from '@comptoir/sync-protocol/records/hash';
import { formatReceiptNumber, seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import { sha256 } from './sha256.ts';
import { addRecords, lockJournal, moveHead } from './store/rows.ts';

export type Entry = Readonly<{
  store: Readonly<{ id: string; number: string }>;
  /** Its number within the store. */
  register: string;
  recordId: string;
  kind: string;
  actor: string;
  at: string;
  businessDate: string;
  bodyText: string;
}>;
export type Entered = Readonly<{ seq: number; receiptNumber: string }>;

/** Every record of such a journal carries a number, so its place is its count. */
export async function enterInCloudJournal(tx: Tx, entry: Entry, now: Date): Promise<Entered> {
  const { store, register, recordId, kind, actor, at, businessDate, bodyText } = entry;
  const journal = derivedId('cloud-journal', store.id, register);
  const { head } = await lockJournal(tx, journal, derivedId('no-edge', store.id), store.id);
  const seq = head.seq + 1;
  const receiptNumber = formatReceiptNumber({
    storeNumber: store.number,
    register,
    series: seriesOf(journal),
    count: seq,
  });
  const header: RecordHeader = {
    v: 1,
    journal,
    seq,
    id: recordId,
    kind,
    kindVersion: 1,
    register,
    number: receiptNumber,
    actor,
    at,
    businessDate,
  };
  const lines: RecordLines = { header: JSON.stringify(header), body: bodyText, personal: '' };
  const before = fromBase64(head.hash);
  if (before === null) throw new Error(`the head of journal ${journal} cannot be read`);
  const hash = base64(recordHash(before, lines, sha256));
  await addRecords(tx, journal, [{ seq, hash, lines, header }], now);
  await moveHead(tx, journal, { seq, hash }, now);
  return { seq, receiptNumber };
}

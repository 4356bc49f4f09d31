/** Checks an archive line by line, in one pass, by nothing but the archive and a public key. Source: docs/verification.md. */
import type { z } from 'zod';
import { base64, fromBase64, utf8 } from '../bytes.ts';
import { jsonOrNull } from '../json/lenient.ts';
import type { ChainHead } from '../records/chain.ts';
import { keyAt } from '../records/device-keys.ts';
import { hashBytes, portableSha256, type Sha256, zeroHash } from '../records/hash.ts';
import { verifyHead } from '../records/head.ts';
import type { SignedHead } from '../wire/calls.ts';
import {
  type ArchiveLine,
  archiveLine,
  type HeadLine,
  headLine,
  isSealGenuine,
  type JournalLine,
  journalLine,
  type RecordLine,
  sealLine,
} from './archive-lines.ts';
import type { Finding } from './finding.ts';
import { JournalWalk, type Walked } from './journal-walk.ts';

export type ArchiveOptions = Readonly<{
  /** What the reader trusts; by default the key that the archive itself names, which then proves only that it is of one piece. */
  cloudPublicKey?: Uint8Array | undefined;
  sha256?: Sha256;
  report: (finding: Finding) => void;
  walked: (journal: Walked) => void;
}>;
type Open = { line: JournalLine; heads: HeadLine[]; walk: JournalWalk | undefined };

export class ArchiveCheck {
  readonly #options: ArchiveOptions;
  #about: ArchiveLine | undefined;
  #key: Uint8Array | undefined;
  #open: Open | undefined;
  #signedLines = '';
  #records = 0;
  #isSealed = false;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** What the archive says of itself, once its first line was taken. */
  get about(): ArchiveLine | undefined {
    return this.#about;
  }

  take(text: string): void {
    const line = jsonOrNull(text);
    const type = (line as { type?: unknown } | null)?.type;
    if (this.#isSealed) this.#fault('there are lines behind the seal');
    else if (type === 'record') this.#takeRecord(line as RecordLine);
    else if (type === 'seal') this.#takeSeal(line);
    else {
      this.#signedLines += `${text}\n`;
      if (type === 'archive') this.#takeAbout(line);
      else if (type === 'journal') this.#takeJournal(line);
      else if (type === 'head') this.#takeHead(line);
      else this.#fault(`a line of no known form: ${text.slice(0, 80)}`);
    }
  }

  end(): void {
    if (!this.#about) this.#fault('this is not an archive');
    else if (!this.#isSealed) this.#fault('the archive ends before its seal: it was cut off');
  }

  #takeAbout(line: unknown): void {
    const about = this.#about ? undefined : this.#read(archiveLine, line);
    if (!about) return;
    const key = this.#options.cloudPublicKey ?? fromBase64(about.cloudPublicKey) ?? undefined;
    this.#about = about;
    this.#key = key;
    if (base64(key ?? new Uint8Array()) !== about.cloudPublicKey)
      this.#report({ why: 'signature', detail: 'the archive is not of the cloud whose key was given' });
  }

  #takeJournal(value: unknown): void {
    this.#closeJournal();
    const line = this.#read(journalLine, value);
    if (!line) return;
    this.#open = { line, heads: [], walk: undefined };
    for (const head of [line.after, line.last]) this.#checkSigned(head, this.#key, 'cloud');
  }

  #takeHead(value: unknown): void {
    const line = this.#read(headLine, value);
    const open = this.#open;
    if (!line) return;
    if (!open || open.walk) this.#fault('a head that stands before no journal');
    else if (this.#checkSigned(line, deviceKeyAt(open.line, line.seq), 'edge')) open.heads.push(line);
  }

  /** Read by hand: a schema would cost as much as all the rest. */
  #takeRecord({ header, body, personal, hash }: RecordLine): void {
    const isRecord = [header, body, personal, hash].every((one) => typeof one === 'string');
    const open = this.#open;
    if (!isRecord || !open) this.#fault('a record of no known form, or of no journal');
    else {
      this.#records += 1;
      open.walk ??= this.#walkOf(open);
      open.walk.take({ header, body, personal }, fromBase64(hash) ?? new Uint8Array());
    }
  }

  #walkOf({ line, heads }: Open): JournalWalk {
    const { sha256, report } = this.#options;
    return new JournalWalk({
      journal: line.last.journal,
      after: chainHeadOf(line.after),
      heads: [...heads, line.last].map(chainHeadOf),
      report,
      ...(sha256 ? { sha256 } : {}),
    });
  }

  #closeJournal(): void {
    const open = this.#open;
    if (!open) return;
    this.#options.walked((open.walk ?? this.#walkOf(open)).end());
    this.#open = undefined;
  }

  #takeSeal(value: unknown): void {
    this.#closeJournal();
    const seal = this.#read(sealLine, value);
    this.#isSealed = true;
    if (!seal) return;
    const digest = base64((this.#options.sha256 ?? portableSha256)(utf8(this.#signedLines)));
    if (!this.#key || !isSealGenuine(seal, this.#key))
      this.#report({ why: 'signature', detail: 'the seal is not signed by the cloud' });
    else if (seal.digest !== digest)
      this.#fault('a line about the archive, a journal or a head is not what was sealed');
    else if (seal.records !== this.#records)
      this.#fault(`${seal.records} records were sealed, ${this.#records} are here`);
  }

  #checkSigned(head: SignedHead, publicKey: Uint8Array | undefined, by: 'cloud' | 'edge'): boolean {
    const isGenuine = publicKey !== undefined && verifyHead(head, publicKey);
    if (!isGenuine) {
      const { journal, seq } = head;
      this.#report({
        why: 'signature',
        journal,
        firstBadSeq: seq,
        detail: `the head is not signed by the ${by}`,
      });
    }
    return isGenuine;
  }

  #read<T extends z.ZodType>(schema: T, line: unknown): z.infer<T> | undefined {
    const parsed = schema.safeParse(line);
    if (!parsed.success)
      this.#fault(`a line about the archive is incomplete: ${parsed.error.issues[0]?.path.join('.')}`);
    return parsed.success ? parsed.data : undefined;
  }

  #fault(detail: string): void {
    this.#report({ why: 'archive', detail });
  }

  #report(finding: Finding): void {
    this.#options.report(finding);
  }
}

/** One that cannot be read is not signed either, which was told: the walk goes on from nothing. */
function chainHeadOf({ seq, hash }: SignedHead): ChainHead {
  const bytes = fromBase64(hash);
  return { seq, hash: bytes?.length === hashBytes ? bytes : zeroHash };
}

function deviceKeyAt({ deviceKeys, devicePublicKey }: JournalLine, seq: number): Uint8Array | undefined {
  const key = deviceKeys ? keyAt(deviceKeys, seq) : devicePublicKey;
  return fromBase64(key ?? '') ?? undefined;
}

/**
 * A cloud in memory: every journal that it was sent, stored all or none, with the pure rule of `acceptBatch`.
 *
 * Faults it may suffer: `rewind` (restored to an earlier moment: the newest records of a journal are gone).
 */
import {
  acceptBatch,
  type Batch,
  type CloudHead,
  ed25519PublicKey,
  parseHeader,
  type RecordLines,
  signHead,
} from '../../src/index.ts';
import { type Answer, type Ask, beginning, deviceSecret } from './edge.ts';

const cloudSecret = new Uint8Array(32).fill(9);
export const cloudPublicKey = ed25519PublicKey(cloudSecret);
const devicePublicKey = ed25519PublicKey(deviceSecret);

export type Stored = Readonly<{ seq: number; hash: string; lines: RecordLines }>;

export class Cloud {
  readonly journals = new Map<string, readonly Stored[]>();
  readonly verdicts: string[] = [];

  answer(ask: Ask): Answer {
    if (ask.ask === 'session') {
      const heads = new Map([...this.journals.keys()].map((id) => [id, this.head(id)]));
      return { ...this.#cosign('session', ask, this.head(ask.journal)), heads };
    }
    const batch: Batch = ask;
    const stored = this.journals.get(ask.journal) ?? [];
    const verdict = acceptBatch(
      this.head(ask.journal),
      batch,
      (seq) => stored[seq - 1]?.hash,
      devicePublicKey,
    );
    this.verdicts.push(verdict.type);
    if (verdict.type === 'accepted') this.journals.set(ask.journal, [...stored, ...verdict.append]);
    if (verdict.type === 'accepted' || verdict.type === 'already-have')
      return this.#cosign('ack', ask, verdict.head);
    return { ...ask, type: verdict.type, head: this.head(ask.journal), cosignature: '' };
  }

  busy(ask: Ask): Answer {
    return { ...ask, type: 'busy', head: beginning, cosignature: '' };
  }

  head(journal: string): CloudHead {
    const last = this.journals.get(journal)?.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : beginning;
  }

  rewind(journal: string, keep: number): void {
    this.journals.set(journal, (this.journals.get(journal) ?? []).slice(0, keep));
  }

  /** The ids of all sales here, those inside `recovered` records included. */
  sales(): Set<string> {
    const ids = [...this.journals.values()].flat().map(({ lines }) => saleId(lines));
    return new Set(ids.filter((id) => id !== null));
  }

  #cosign(type: string, { request, journal }: Ask, { seq, hash }: CloudHead): Answer {
    const { signature } = signHead({ journal, seq, hash }, cloudSecret);
    return { type, request, journal, head: { seq, hash }, cosignature: signature };
  }
}

export function saleId(lines: RecordLines): string | null {
  const header = parseHeader(lines.header);
  if (header?.kind === 'sale') return header.id;
  if (header?.kind !== 'recovered') return null;
  const inner: { header: string; body: string } = JSON.parse(lines.body);
  return saleId({ ...inner, personal: '' });
}

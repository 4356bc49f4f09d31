/** The store's shell around the uploader: does its effects one at a time, so that it can die between any two. */
import {
  type AlertType,
  type CloudHead,
  type Head,
  lackingOf,
  noHead,
  startUploader,
  stepUploader,
  type UploaderEffect,
  type UploaderEvent,
  type UploaderState,
} from '../src/index.ts';
import type { Answer, Ask } from './calls.ts';
import { must } from './checks.ts';
import type { StoreDisk } from './disk.ts';
import { EffectLoop } from './effect-loop.ts';
import { isSealed, sealHead } from './seal.ts';

/** After what wait a copy looks again. */
const idlePollMs = 60_000;
const doubts: ReadonlySet<AlertType> = new Set(['bad-cosignature', 'answer-makes-no-sense']);
const sessionTimeoutMs = 16_000;
const batchTimeoutMs = 15_000;

export type UploadingDeps = Readonly<{
  device: string;
  deviceKey: Uint8Array;
  cloudKey: Uint8Array;
  disk: StoreDisk;
  nowMs: () => number;
  random: () => number;
  /** Runs later, unless the process has died by then. */
  after: (delayMs: number, run: () => void) => void;
  send: (ask: Ask, hear: (answer: Answer | 'torn') => void) => void;
  /** @returns false when the process dies here, before the effect. */
  survives: () => boolean;
  mark: (name: string) => void;
}>;

export class Uploading {
  readonly #deps: UploadingDeps;
  readonly #effects: EffectLoop<UploaderEffect>;
  #session: Extract<Answer, { type: 'session' }> | undefined;
  state: UploaderState;

  /** @param twin a copy of a running machine goes on where the other rests, with the same session. */
  constructor(deps: UploadingDeps, twin?: Uploading) {
    this.#deps = deps;
    this.#effects = new EffectLoop({
      survives: deps.survives,
      perform: (effect) => this.#do(effect),
      rested: () => this.#checkAcked(),
    });
    if (twin?.state.mode.at === 'idle') {
      this.state = twin.state;
      this.#session = twin.#session;
      const { timer } = twin.state;
      deps.after(idlePollMs, () => this.#happens({ type: 'timer', timer }));
      return;
    }
    const { state, effects } = startUploader(deps.disk.place());
    this.state = state;
    this.#effects.add(effects);
    deps.after(0, () => this.#effects.work());
  }

  appended(): void {
    this.#happens({ type: 'appended', tailSeq: this.#deps.disk.tail.seq });
  }

  /** A terminal showed the newest head that it had seen. */
  witnessed({ journal, seq, hash }: Head): void {
    const { disk, mark } = this.#deps;
    const own = journal === disk.id ? disk.hashAt(seq) : null;
    if (own === hash || (journal !== disk.id && disk.hasJournal(journal))) return;
    const verdict = own === null ? 'rolled-back' : 'forked';
    mark(`witness ${verdict}`);
    this.#happens({ type: 'witnessed', verdict, witness: { seq, hash } });
  }

  reachable(): void {
    this.#happens({ type: 'reachable' });
  }

  #happens(event: UploaderEvent): void {
    const { nowMs, random, mark } = this.#deps;
    const step = stepUploader(this.state, event, { nowMs: nowMs(), random: random() });
    if (step.state.mode.at !== this.state.mode.at) mark(`uploader ${step.state.mode.at}`);
    this.state = step.state;
    this.#effects.add(step.effects);
    this.#effects.work();
  }

  #checkAcked(): void {
    const { cosigned } = this.#deps.disk;
    must(
      'S5',
      this.state.mode.at === 'checking' || this.state.journal.cosignedSeq === cosigned.seq,
      () => `counts ${this.state.journal.cosignedSeq} as acked, ${cosigned.seq} is stored`,
    );
  }

  #do(effect: UploaderEffect): void {
    const { disk, after, mark } = this.#deps;
    switch (effect.do) {
      case 'check-journal':
        this.#happens(disk.check(effect.afterSeq));
        return;
      case 'open-journal':
        mark(`journal ${effect.reason}`);
        disk.openNew(effect.reason, effect.witness, effect.carryAfterSeq);
        this.#happens({ type: 'journal-opened', tailSeq: disk.tail.seq });
        return;
      case 'open-session':
        this.#openSession(effect.request);
        return;
      case 'send-batch':
        this.#send(effect);
        return;
      case 'store-cosignature':
        must('S5', disk.hashAt(effect.head.seq) === effect.head.hash, () => 'an ack of another history');
        disk.storeCosignature(effect.head);
        return;
      case 'arm-timer':
        after(effect.afterMs, () => this.#happens({ type: 'timer', timer: effect.timer }));
        return;
      case 'alert':
        // The cloud of these worlds is honest: who doubts it has mistaken one answer for another.
        must('S5', !doubts.has(effect.alert), () => `${effect.alert}: ${effect.detail}`);
        mark(`alert ${effect.alert}`);
        return;
    }
  }

  #openSession(request: number): void {
    const { device, disk } = this.#deps;
    this.#ask({ ask: 'session', device, journal: disk.id }, request, sessionTimeoutMs, 0);
  }

  #send({ request, afterSeq, recordsMax, bytesMax }: Extract<UploaderEffect, { do: 'send-batch' }>): void {
    const { device, deviceKey, disk } = this.#deps;
    const session = this.#session;
    if (!session) {
      this.#happens({ type: 'stale-session', request });
      return;
    }
    const { after, head, records, bytes } = disk.batch(afterSeq, recordsMax, bytesMax);
    const { number, token } = session;
    const signed = sealHead(head, deviceKey);
    const journal = head.journal;
    const ask = {
      ask: 'batch',
      device,
      session: number,
      token,
      journal,
      after,
      head: signed,
      bytes,
    } as const;
    this.#ask(ask, request, batchTimeoutMs, records);
  }

  #ask(ask: Ask, request: number, timeoutMs: number, records: number): void {
    const { send, after, nowMs } = this.#deps;
    const askedAtMs = nowMs();
    let isOut = true;
    send(ask, (answer) => {
      isOut = false;
      this.#happens(this.#eventOf(answer, request, ask.journal, records, nowMs() - askedAtMs));
    });
    after(timeoutMs, () => {
      if (isOut) this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
    });
  }

  #eventOf(
    answer: Answer | 'torn',
    request: number,
    journal: string,
    records: number,
    tookMs: number,
  ): UploaderEvent {
    if (answer === 'torn') return { type: 'no-answer', request, retryAfterMs: 0 };
    const ownHash = (seq: number) => this.#deps.disk.hashAt(seq);
    switch (answer.type) {
      case 'session':
        return this.#opened(answer, request, journal);
      case 'ack': {
        const { head, cosignature } = answer;
        const cosigned = this.#isCosigned(journal, head, cosignature);
        const heard = { request, head, cosignature, cosigned, ownHash: ownHash(head.seq), tookMs };
        return { type: 'acknowledged', ...heard };
      }
      case 'gap':
        return { type: 'gap', request, head: answer.head, ownHash: ownHash(answer.head.seq) };
      case 'fork':
        return { type: 'fork', request, witness: { seq: answer.seq, hash: ownHash(answer.seq) ?? '' } };
      case 'stale-session':
        return { type: 'stale-session', request };
      case 'too-big':
        return { type: 'too-big', request, records };
      case 'refused':
        return { type: 'refused', request, because: answer.because };
      case 'busy':
        return { type: 'no-answer', request, retryAfterMs: answer.retryAfterMs };
      default:
        return { type: 'bad-batch', request, because: answer.type };
    }
  }

  #opened(answer: Extract<Answer, { type: 'session' }>, request: number, journal: string): UploaderEvent {
    const { number, expiresInMs, limits, head, cosignature } = answer;
    if (request === this.state.request) {
      this.#session = answer;
      this.#carryLeft(answer.heads);
    }
    return {
      type: 'session-opened',
      request,
      session: { number, endsAtMs: this.#deps.nowMs() + expiresInMs, limits },
      head,
      cosignature,
      cosigned: head.seq === 0 || this.#isCosigned(journal, head, cosignature),
      ownHash: this.#deps.disk.hashAt(head.seq),
    };
  }

  #carryLeft(heads: ReadonlyMap<string, CloudHead>): void {
    const { disk, mark } = this.#deps;
    for (const lacking of lackingOf(disk.left(), (journal) => heads.get(journal) ?? noHead)) {
      mark('left journal carried again');
      disk.carryLeft(lacking);
      this.appended();
    }
  }

  #isCosigned(journal: string, head: CloudHead, signature: string): boolean {
    return isSealed({ journal, ...head, signature }, this.#deps.cloudKey);
  }
}

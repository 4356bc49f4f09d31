/** Does what the pure uploader decides: fetch, timers, the journal. Sales never wait for it. */
import { lackingOf } from '@comptoir/sync-protocol/uploader/left-journals';
import type {
  AlertType,
  CloudHead,
  UploaderEffect,
  UploaderEvent,
  UploaderState,
} from '@comptoir/sync-protocol/uploader/types';
import { startUploader, stepUploader } from '@comptoir/sync-protocol/uploader/uploader';
import type { SessionAnswer, SignedHead } from '@comptoir/sync-protocol/wire/calls';
import { inNoTrace } from '@comptoir/tracing';
import { atLeisure } from '../turns.ts';
import { Batches } from './batches.ts';
import { type CallCloud, reasonOf } from './cloud-call.ts';
import type { Identity } from './enrolment.ts';
import type { SyncLog } from './log.ts';
import type { OwnJournal } from './own-journal.ts';
import { RecordTraces } from './record-traces.ts';
import { type OpenedSession, openSession, type SessionDeps } from './session.ts';
import { batchEvent, failureEvent, wantedIn } from './upload-answers.ts';

/** A batch aims at a second; after this its answer counts as lost, and the next batch is half of it. */
const batchTimeoutMs = 15_000;

/** What of releases is spoken of at a session. */
export type ReleaseTalk = SessionDeps['release'] & Readonly<{ onWanted?: (version: string) => void }>;

export type UploaderDeps = Readonly<{
  call: CallCloud;
  identity: Identity;
  own: OwnJournal;
  log: SyncLog;
  release: ReleaseTalk;
  now: () => Date;
  monotonicMs: () => number;
  random: () => number;
  onSession: (session: SessionAnswer, skewMs: number) => void;
  onAlert: (alert: AlertType) => void;
  /** After each event, once its effects are begun. */
  onStep: (state: UploaderState) => void;
}>;

export class Uploader {
  readonly #deps: UploaderDeps;
  readonly #stopped = new AbortController();
  readonly #batches: Batches;
  readonly #traces: RecordTraces;
  #state: UploaderState;
  #session: SessionAnswer | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #begun: NodeJS.Immediate;
  #told: NodeJS.Immediate | undefined;

  constructor(deps: UploaderDeps) {
    this.#deps = deps;
    this.#batches = new Batches(deps.own);
    this.#traces = new RecordTraces(deps.own.id, deps.own.place().tailSeq);
    const { state, effects } = startUploader(deps.own.place());
    this.#state = state;
    // Not in the caller's turn: checking a long tail must not hold up the agent's start.
    this.#begun = setImmediate(() => this.#perform(effects));
  }

  get state(): UploaderState {
    return this.#state;
  }

  /** Called from within a sale, which must not wait while a batch is read and signed; many in one turn are told once. */
  appended(): void {
    const { own } = this.#deps;
    this.#traces.appended(own.id, own.place().tailSeq);
    this.#told ??= setImmediate(() => {
      this.#told = undefined;
      this.#happens({ type: 'appended', tailSeq: own.place().tailSeq });
    });
  }

  /** @param head that we signed, and that somebody of the store has kept. */
  witnessed(head: SignedHead): void {
    const verdict = this.#deps.own.verdictOn(head);
    const { seq, hash } = head;
    if (verdict) this.#happens({ type: 'witnessed', verdict, witness: { seq, hash } });
  }

  reachable(): void {
    this.#happens({ type: 'reachable' });
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    clearImmediate(this.#begun);
    clearImmediate(this.#told);
  }

  #happens(event: UploaderEvent): void {
    inNoTrace(() => this.#step(event));
  }

  #step(event: UploaderEvent): void {
    if (this.#stopped.signal.aborted) return;
    const { monotonicMs, random, onStep } = this.#deps;
    const { state, effects } = stepUploader(this.#state, event, { nowMs: monotonicMs(), random: random() });
    this.#state = state;
    this.#perform(effects);
    onStep(this.#state);
  }

  #perform(effects: readonly UploaderEffect[]): void {
    for (const effect of effects) if (!this.#stopped.signal.aborted) this.#do(effect);
  }

  #do(effect: UploaderEffect): void {
    const { own, log } = this.#deps;
    switch (effect.do) {
      case 'check-journal':
        void this.#check(effect.afterSeq);
        break;
      case 'open-journal':
        log.error(effect, 'the journal is left for a new one');
        own.openNew(effect.reason, effect.witness, effect.carryAfterSeq);
        this.#happens({ type: 'journal-opened', tailSeq: own.place().tailSeq });
        break;
      case 'open-session':
        this.#later(effect.request, this.#openSession(effect.request));
        break;
      case 'send-batch':
        this.#later(effect.request, this.#send(effect));
        break;
      case 'store-cosignature':
        own.storeCosignature(effect.head, effect.cosignature);
        break;
      case 'arm-timer':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#happens({ type: 'timer', timer: effect.timer }), effect.afterMs);
        break;
      case 'alert':
        log.warn(effect, 'sync alert');
        this.#deps.onAlert(effect.alert);
        break;
    }
  }

  /** A week offline takes seconds to check; sales go on meanwhile. What the disk refuses ends the process, as in a sale. */
  async #check(afterSeq: number): Promise<void> {
    const { signal } = this.#stopped;
    try {
      this.#happens(await atLeisure(this.#deps.own.check(afterSeq), signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #later(request: number, event: Promise<UploaderEvent>): void {
    event.then(
      (happened) => this.#happens(happened),
      (error: unknown) => {
        if (this.#stopped.signal.aborted) return;
        this.#deps.log.error({ why: reasonOf(error) }, 'an upload step failed');
        this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
      },
    );
  }

  async #openSession(request: number): Promise<UploaderEvent> {
    const { own, onSession, monotonicMs, identity, log } = this.#deps;
    const opened = await openSession(
      { ...this.#deps, head: () => own.head(), witness: () => own.witness() },
      this.#stopped.signal,
    );
    if (opened.type !== 'opened') {
      log.info(opened, 'no session');
      this.#tellWanted(opened);
      return failureEvent(opened, request);
    }
    const { session, skewMs, isNewKey } = opened;
    if (isNewKey) log.info({ key: identity.keys.inForce.publicKey }, 'the device has another key');
    // It goes with the next session: this one is of the key before.
    if (session.rotateKey) identity.keys.rotate(identity.edgeId);
    this.#session = session;
    onSession(session, skewMs);
    this.#tellWanted(opened);
    await this.#carryLeft(session);
    const known = session.heads.find(({ journal }) => journal === own.id);
    const head = known ? { seq: known.seq, hash: known.hash } : { seq: 0, hash: own.hashAt(0) ?? '' };
    const cosignature = known?.signature ?? '';
    return {
      type: 'session-opened',
      request,
      session: {
        number: session.session,
        endsAtMs: monotonicMs() + session.expiresInSeconds * 1_000,
        limits: session.limits,
      },
      head,
      cosignature,
      cosigned: head.seq === 0 || own.isCosigned(head, cosignature),
      ownHash: own.hashAt(head.seq),
    };
  }

  /** A cloud that went back may have lost of journals that we have left, too. */
  async #carryLeft({ heads }: SessionAnswer): Promise<void> {
    const { own, log } = this.#deps;
    const held = new Map<string, CloudHead>(heads.map((head) => [head.journal, head]));
    const nothing = { seq: 0, hash: own.hashAt(0) ?? '' };
    for (const lacking of lackingOf(own.left(), (journal) => held.get(journal) ?? nothing)) {
      log.warn(lacking, 'the cloud lost records of a journal that was left: they come again');
      await atLeisure(own.carryLeft(lacking), this.#stopped.signal);
    }
  }

  #tellWanted(opened: OpenedSession): void {
    const wanted = wantedIn(opened);
    if (wanted !== undefined) this.#deps.release.onWanted?.(wanted);
  }

  async #send(effect: Extract<UploaderEffect, { do: 'send-batch' }>): Promise<UploaderEvent> {
    const { own, call, log } = this.#deps;
    const session = this.#session;
    if (!session) return { type: 'stale-session', request: effect.request };
    const wanted = { ...effect, session };
    const batch = await this.#batches.take(wanted);
    const sent = { ...batch, after: batch.after.seq, last: batch.last.seq };
    const answering = this.#traces.sending(sent, (traces) =>
      call({
        path: `journals/${batch.journal}/records`,
        headers: {
          ...traces,
          authorization: `Bearer ${session.token}`,
          'content-type': 'application/octet-stream',
          'content-encoding': batch.packed.encoding,
          'sync-session': String(session.session),
          'after-seq': String(batch.after.seq),
          'after-hash': batch.after.hash,
          'sync-head': batch.syncHead,
          'sync-tail': String(own.place().tailSeq),
        },
        body: batch.packed.bytes,
        timeoutMs: batchTimeoutMs,
        signal: this.#stopped.signal,
      }),
    );
    this.#batches.prepareAfter(batch.last.seq, wanted);
    const answer = await answering;
    if (answer.type !== 'ok')
      log.info({ answer, after: batch.after.seq, records: batch.records }, 'batch not acknowledged');
    return batchEvent(answer, effect.request, batch.records, own);
  }
}

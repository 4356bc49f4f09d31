/** The cloud's processes, one after the other: up or down, busy, dying around a commit, and brought back from what was kept earlier. */
import type { Agenda } from './agenda.ts';
import type { Answer, Ask, FeedAnswer, FeedAsk } from './calls.ts';
import { must } from './checks.ts';
import type { Cloud, CloudBackup } from './cloud.ts';
import type { Fault } from './faults.ts';
import type { FeedBackup, FeedOwner } from './feed-owner.ts';

export type CloudKept = Readonly<{ cloud: CloudBackup; feed: FeedBackup }>;
type Moment = 'before-commit' | 'after-commit';
const restartMs = 15_000;
const restoreMs = 30_000;
const failoverMs = 2_000;

export type CloudProcessDeps = Readonly<{
  agenda: Agenda;
  cloud: () => Cloud;
  owner: () => FeedOwner;
  bit: (fault: Fault) => void;
  /** The process has ended: bells are cut. */
  ended: () => void;
}>;

export class CloudProcess {
  readonly #deps: CloudProcessDeps;
  #kept: CloudKept[] = [];
  #number = 1;
  #isUp = true;
  #dies: Moment | null = null;
  #busyAnswers: number[] = [];
  /** Another after each time that the cloud went back. */
  history = 0;

  constructor(deps: CloudProcessDeps) {
    this.#deps = deps;
  }

  /** Null while none runs. */
  get number(): number | null {
    return this.#isUp ? this.#number : null;
  }

  ask(ask: Ask, keep: number): Answer | null {
    const busy = this.#busy();
    if (busy) return busy;
    if (keep < 1 && ask.ask === 'session') return { type: 'busy', retryAfterMs: 0 };
    const cloud = this.#deps.cloud();
    const answer = cloud.answer(ask, keep);
    if (answer?.type === 'ack') {
      const held = cloud.head(ask.journal);
      must('S5', held.seq >= answer.head.seq, () => `acked ${answer.head.seq}, holds ${held.seq}`);
    }
    return answer;
  }

  askFeed(ask: FeedAsk, answer: (told: FeedAnswer) => void): void {
    const busy = this.#busy();
    if (busy) answer(busy);
    else this.#deps.owner().ask(ask, answer);
  }

  #busy(): Readonly<{ type: 'busy'; retryAfterMs: number }> | undefined {
    const retryAfterMs = this.#busyAnswers.pop();
    if (retryAfterMs === undefined) return undefined;
    this.#deps.bit('cloud-busy');
    return { type: 'busy', retryAfterMs };
  }

  answerBusy(retryAfterMs: number): void {
    this.#busyAnswers.push(retryAfterMs);
  }

  dieAt(moment: Moment): void {
    this.#dies = moment;
  }

  /** Asked by the cloud itself, where it commits. */
  dies(moment: Moment): boolean {
    if (this.#dies !== moment) return false;
    this.#dies = null;
    this.#deps.bit(`cloud-crash-${moment}`);
    this.#restart(restartMs);
    return true;
  }

  #restart(downMs: number): void {
    this.#isUp = false;
    this.#number += 1;
    this.#deps.owner().stop();
    const number = this.#number;
    this.#deps.ended();
    this.#deps.agenda.after(downMs, () => {
      if (number === this.#number) this.#isUp = true;
    });
  }

  now(): CloudKept {
    return { cloud: this.#deps.cloud().backup(), feed: this.#deps.owner().backup() };
  }

  keep(): void {
    this.#kept.push(this.now());
  }

  /** @returns false when nothing was ever kept. */
  restore(amount: number): boolean {
    const at = Math.floor(amount * this.#kept.length);
    const backup = this.#kept[at];
    if (!backup) return false;
    // What was kept after that moment is of a history that is no more.
    this.#kept = this.#kept.slice(0, at + 1);
    this.#bringBack(backup, restoreMs);
    return true;
  }

  /** To a standby that is somewhat behind. */
  failOver(behind: CloudKept): void {
    this.#kept = [];
    this.#bringBack(behind, failoverMs);
  }

  #bringBack({ cloud, feed }: CloudKept, downMs: number): void {
    this.history += 1;
    this.#restart(downMs);
    this.#deps.cloud().restore(cloud);
    this.#deps.owner().restore(feed);
  }

  heal(): void {
    this.#isUp = true;
    this.#dies = null;
    this.#busyAnswers = [];
  }
}

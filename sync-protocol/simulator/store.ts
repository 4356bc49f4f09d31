/**
 * A store: its agent's process, which dies and starts again, its disk, its line to the cloud, and a terminal that sends each sale
 * again until it has an answer.
 */

import type { Head } from '../src/index.ts';
import type { Agenda } from './agenda.ts';
import type { Answer, Ask, FeedAnswer, FeedAsk } from './calls.ts';
import { must, type Witness } from './checks.ts';
import { cloudKey } from './cloud.ts';
import type { Content } from './content.ts';
import type { Sold, StoreDisk } from './disk.ts';
import type { Line } from './line.ts';
import type { Random } from './random.ts';
import { Replica } from './replica.ts';
import type { ReplicaStore } from './replica-store.ts';
import { keyOf } from './seal.ts';
import { Uploading } from './uploading.ts';

const terminalRetryMs = 2_000;
const headEvery = 5;
const restartMs = 3_000;
/** How long a socket is silent before its cut is noticed. */
const bellSilenceMs = 20_000;
const bellReconnectMs = 2_000;

export type StoreDeps = Readonly<{
  device: string;
  agenda: Agenda;
  random: Random;
  witness: Witness;
  disk: StoreDisk;
  replicaStore: ReplicaStore;
  lines: Readonly<{ journal: Line; feed: Line }>;
  longPoll: boolean;
  cloud: Readonly<{
    /** Counts the cloud's processes; null while none runs. */
    process: () => number | null;
    ask: (ask: Ask, keep: number) => Answer | null;
    feed: (ask: FeedAsk, answer: (told: FeedAnswer) => void) => void;
  }>;
  shown: (rows: Content) => void;
  bit: (fault: 'bell-lost' | 'edge-crash' | 'disk-full' | 'sync-failed' | 'slow-disk') => void;
  mark: (name: string) => void;
}>;

export class Store {
  readonly deps: StoreDeps;
  /** Another after each start: what an earlier process waited for does not reach the next. */
  #life = 0;
  #isUp = false;
  #pausedUntilMs = 0;
  #fullUntilMs = 0;
  #effectsLeft: number | null = null;
  #syncFails = false;
  #slowMs = 0;
  #bellsLost = 0;
  #bellProcess: number | null = null;
  uploading: Uploading | undefined;
  replica: Replica | undefined;
  /** The newest head that the terminal has seen. */
  #seen: Head | undefined;
  /** Where the wall clock of the store is off. */
  wallSkewMs = 0;

  constructor(deps: StoreDeps, twin?: Store) {
    this.deps = deps;
    this.start(twin?.uploading);
  }

  get disk(): StoreDisk {
    return this.deps.disk;
  }

  get stored(): ReplicaStore {
    return this.deps.replicaStore;
  }

  start(twin?: Uploading): void {
    const { agenda, random, device, disk, longPoll, cloud, lines, shown, mark } = this.deps;
    this.#life += 1;
    this.#isUp = true;
    this.#effectsLeft = null;
    this.#bellProcess = null;
    const shared = {
      nowMs: () => agenda.nowMs,
      random,
      after: (delayMs: number, run: () => void) => this.#after(delayMs, run),
      survives: () => this.#survives(),
      mark,
    };
    this.uploading = new Uploading(
      {
        ...shared,
        ...{ device, deviceKey: keyOf(device), cloudKey, disk },
        send: (ask, hear) =>
          this.#exchange<Answer | 'torn'>(
            lines.journal,
            (keep, answer) => {
              const told = cloud.ask(ask, keep);
              if (told) answer(told);
            },
            () => 'torn',
            hear,
          ),
      },
      twin,
    );
    this.replica = new Replica({
      ...shared,
      ...{ longPoll, store: this.stored, shown },
      ask: (ask, hear) =>
        this.#exchange<FeedAnswer | 'torn'>(
          lines.feed,
          (keep, answer) => (keep < 1 ? answer('torn') : cloud.feed(ask, answer)),
          (told, keep) =>
            told !== 'torn' && told.type === 'text'
              ? { ...told, text: told.text.slice(0, Math.floor(told.text.length * keep)) }
              : 'torn',
          hear,
        ),
      storeMs: () => this.#storeMs(),
    });
    this.#after(bellReconnectMs, () => this.#connectBell(false));
    this.#after(terminalRetryMs, () => this.#showHead());
  }

  /** The terminal is connected again: what it has seen is held against what is there now. */
  #showHead(): void {
    if (this.#seen) this.uploading?.witnessed(this.#seen);
  }

  /** Another machine takes the store's place, with a key of its own: heads of the one before prove nothing. */
  replaceDisk(): void {
    this.disk.begin('replaced');
    this.#seen = undefined;
    this.restart();
  }

  /** The process ends at once; what was on its way to it is gone. */
  stop(): void {
    this.#life += 1;
    this.#isUp = false;
    this.uploading = undefined;
    this.replica = undefined;
    this.disk.died();
    this.stored.died();
  }

  restart(): void {
    this.stop();
    const life = this.#life;
    this.deps.agenda.after(restartMs, () => {
      if (life === this.#life) this.start();
    });
  }

  dieAfterEffects(count: number): void {
    this.#effectsLeft = count;
  }

  pause(forMs: number): void {
    this.#pausedUntilMs = this.deps.agenda.nowMs + forMs;
  }

  fillDisk(forMs: number): void {
    this.#fullUntilMs = this.deps.agenda.nowMs + forMs;
  }

  failNextSync(): void {
    this.#syncFails = true;
  }

  slowNextStore(ms: number): void {
    this.#slowMs = ms;
  }

  loseBell(): void {
    this.#bellsLost += 1;
  }

  heal(): void {
    this.#pausedUntilMs = 0;
    this.#fullUntilMs = 0;
    this.#effectsLeft = null;
    this.#syncFails = false;
    this.#slowMs = 0;
    this.#bellsLost = 0;
    this.deps.lines.journal.heal();
    this.deps.lines.feed.heal();
    if (!this.#isUp) this.start();
  }

  /** The terminal sends the sale, and again until it knows the outcome. @param losesAnswers how many answers do not reach it. */
  ringUp(sold: Sold, losesAnswers: number): void {
    const { agenda, witness } = this.deps;
    const outcome = this.#sell(sold);
    if (outcome === 'full') return;
    if (outcome === 'committed' && losesAnswers === 0) {
      witness.committed(sold.saleId, sold.quantity);
      return;
    }
    const left = outcome === 'committed' ? losesAnswers - 1 : losesAnswers;
    agenda.after(terminalRetryMs, () => this.ringUp(sold, left));
  }

  #sell(sold: Sold): 'committed' | 'full' | 'no-answer' {
    const { agenda, disk, bit } = this.deps;
    if (!this.#isUp || agenda.nowMs < this.#pausedUntilMs) return 'no-answer';
    if (agenda.nowMs < this.#fullUntilMs) {
      bit('disk-full');
      return 'full';
    }
    if (this.#syncFails) {
      // What a failed sync has kept is unknown: the process must not go on as if it were there.
      this.#syncFails = false;
      bit('sync-failed');
      this.restart();
      return 'no-answer';
    }
    if (disk.knows(sold.saleId)) return 'committed';
    disk.wallMs = Date.UTC(2026, 10, 24, 13) + agenda.nowMs + this.wallSkewMs;
    disk.sell(sold);
    must('L2', disk.knows(sold.saleId), () => `sale ${sold.saleId} was refused`);
    // A head is signed now and then, and told to the terminals.
    if (disk.tail.seq % headEvery === 0) this.#seen = { journal: disk.id, ...disk.tail };
    this.uploading?.appended();
    return this.#isUp ? 'committed' : 'no-answer';
  }

  #survives(): boolean {
    if (this.#effectsLeft === null) return true;
    this.#effectsLeft -= 1;
    if (this.#effectsLeft >= 0) return true;
    this.deps.bit('edge-crash');
    this.restart();
    return false;
  }

  #storeMs(): number {
    const ms = this.#slowMs;
    this.#slowMs = 0;
    if (ms > 0) this.deps.bit('slow-disk');
    return ms;
  }

  #after(delayMs: number, run: () => void): void {
    const { agenda } = this.deps;
    const life = this.#life;
    const go = () => {
      if (life !== this.#life) return;
      if (agenda.nowMs < this.#pausedUntilMs) agenda.at(this.#pausedUntilMs, go);
      else run();
    };
    agenda.after(delayMs, go);
  }

  /** A request and its answer; a cloud that is down refuses the connection. */
  #exchange<Told>(
    line: Line,
    ask: (keep: number, answer: (told: Told | Busy) => void) => void,
    tear: (told: Told | Busy, keep: number) => Told,
    hear: (told: Told | Busy) => void,
  ): void {
    const life = this.#life;
    const back = (told: Told | Busy) =>
      line.carry('answer', (keep) => {
        // A connection dies with the process that opened it.
        if (life === this.#life) this.#after(0, () => hear(keep < 1 ? tear(told, keep) : told));
      });
    line.carry('ask', (keep) => {
      if (this.deps.cloud.process() === null) back({ type: 'busy', retryAfterMs: 0 });
      else ask(keep, back);
    });
  }

  /** The bell rings in the cloud. */
  ring(): void {
    const { lines, cloud, bit } = this.deps;
    if (this.#bellProcess === null || this.#bellProcess !== cloud.process() || lines.feed.isCut('answer'))
      return;
    if (this.#bellsLost > 0) {
      this.#bellsLost -= 1;
      bit('bell-lost');
      return;
    }
    this.#after(100, () => this.replica?.bell());
  }

  /** The cloud's process has ended, or the line was cut: a silent socket is noticed after a while. */
  bellMayBeCut(isCertain: boolean): void {
    if (!this.#isUp || this.#bellProcess === null) return;
    this.#after(isCertain ? 50 : bellSilenceMs, () => {
      const { lines, cloud } = this.deps;
      const isWell =
        this.#bellProcess === cloud.process() && !lines.feed.isCut('ask') && !lines.feed.isCut('answer');
      if (this.#bellProcess === null || isWell) return;
      this.#bellProcess = null;
      this.uploading?.reachable();
      this.#after(bellReconnectMs, () => this.#connectBell(true));
    });
  }

  #connectBell(again: boolean): void {
    const { lines, cloud } = this.deps;
    const process = cloud.process();
    if (this.#bellProcess !== null) return;
    if (process === null || lines.feed.isCut('ask') || lines.feed.isCut('answer')) {
      this.#after(bellReconnectMs, () => this.#connectBell(again));
      return;
    }
    this.#bellProcess = process;
    // The first time follows from a session just opened.
    if (again) this.uploading?.reachable();
    this.replica?.reachable();
  }
}

type Busy = Readonly<{ type: 'busy'; retryAfterMs: number }>;

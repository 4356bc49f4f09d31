/** Stores, a cloud and a feed's owner, and what a plan does to them. */
import { Agenda } from './agenda.ts';
import type { Answer, Ask } from './calls.ts';
import { must, Witness } from './checks.ts';
import { Cloud, type CloudBackup } from './cloud.ts';
import { type Backup, Disk } from './disk.ts';
import { type Fault, isFault, type Work } from './faults.ts';
import { type FeedBackup, FeedOwner } from './feed-owner.ts';
import { Line } from './line.ts';
import { type Happening, hourMs, type Plan } from './plan.ts';
import { randomFrom } from './random.ts';
import type { ReplicaDisk } from './replica.ts';
import { Store } from './store.ts';

const minuteMs = 60_000;
/** L1: once faults stop, all agree within this; a refused device is asked again within an hour, and that is a person's doing. */
const agreeWithinMs = 5 * minuteMs;
const refusedWithinMs = hourMs + agreeWithinMs;

type CloudKept = Readonly<{ cloud: CloudBackup; feed: FeedBackup }>;
type Kept = Readonly<{ disk: Backup; replica: ReplicaDisk }>;
export type Tell = (atMs: number, text: string) => void;

export class World {
  readonly agenda = new Agenda();
  readonly witness = new Witness();
  readonly marks = new Set<string>();
  readonly faults = new Map<Fault, number>();
  readonly #plan: Plan;
  readonly #tell: Tell;
  readonly #stores: Store[] = [];
  readonly #kept = new Map<Store, Kept[]>();
  readonly #cloud: Cloud;
  readonly #owner: FeedOwner;
  #cloudKept: CloudKept[] = [];
  #cloudProcess = 1;
  #cloudIsUp = true;
  #cloudDies: 'before-commit' | 'after-commit' | null = null;
  #busyAnswers: number[] = [];
  /** Another after each time that the cloud went back. */
  #cloudHistory = 0;
  #isAtPeace = false;
  #ids = 0;
  #values = 0;

  constructor(plan: Plan, tell: Tell) {
    this.#plan = plan;
    this.#tell = tell;
    const { agenda, witness } = this;
    this.#cloud = new Cloud({
      witness,
      nowMs: () => agenda.nowMs,
      batchRecordsMax: plan.batchRecordsMax,
      dies: (moment) => this.#diesAt(moment),
      mark: (name) => this.#mark(name),
    });
    // An owner of an earlier release knew neither digests nor snapshots.
    this.#owner = new FeedOwner(agenda, plan.pageRows, plan.longPoll, () => {
      for (const store of this.#stores) store.ring();
    });
    for (let edge = 0; edge < plan.edges; edge += 1) {
      const disk = new Disk(this.#newId, witness);
      disk.begin('new');
      this.#addStore(`edge-${edge}`, disk);
    }
    for (const happening of plan.happenings) agenda.at(happening.atMs, () => this.#happens(happening));
  }

  readonly #newId = (): string => {
    this.#ids += 1;
    return `0193a000-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  #addStore(device: string, disk: Disk, twin?: Store): Store {
    const { agenda, witness } = this;
    const random = randomFrom(this.#plan.seed, this.#stores.length + 1);
    const line = () => new Line(agenda, random, (fault) => this.#bit(fault));
    const store = new Store(
      {
        ...{ device, agenda, random, witness, disk, longPoll: this.#plan.longPoll },
        lines: { journal: line(), feed: line() },
        cloud: {
          process: () => (this.#cloudIsUp ? this.#cloudProcess : null),
          ask: (ask, keep) => this.#ask(ask, keep),
          feed: (ask, answer) => {
            const retryAfterMs = this.#busyAnswers.pop();
            if (retryAfterMs === undefined) return this.#owner.ask(ask, answer);
            this.#bit('cloud-busy');
            answer({ type: 'busy', retryAfterMs });
          },
        },
        shown: (rows) =>
          must(
            'S8',
            this.#owner.moments.has(rows.digest),
            () => `shown is ${rows.digest}, which the owner never held`,
          ),
        bit: (fault) => this.#bit(fault),
        mark: (name) => this.#mark(name),
      },
      twin,
    );
    this.#stores.push(store);
    this.#kept.set(store, []);
    return store;
  }

  #ask(ask: Ask, keep: number): Answer | null {
    const retryAfterMs = this.#busyAnswers.pop();
    if (retryAfterMs !== undefined) {
      this.#bit('cloud-busy');
      return { type: 'busy', retryAfterMs };
    }
    if (keep < 1 && ask.ask === 'session') return { type: 'busy', retryAfterMs: 0 };
    const answer = this.#cloud.answer(ask, keep);
    if (answer?.type === 'ack') {
      const held = this.#cloud.head(ask.journal);
      must('S5', held.seq >= answer.head.seq, () => `acked ${answer.head.seq}, holds ${held.seq}`);
    }
    return answer;
  }

  #diesAt(moment: 'before-commit' | 'after-commit'): boolean {
    if (this.#cloudDies !== moment) return false;
    this.#cloudDies = null;
    this.#bit(`cloud-crash-${moment}`);
    this.#restartCloud(15_000);
    return true;
  }

  #restartCloud(downMs: number): void {
    this.#cloudIsUp = false;
    this.#cloudProcess += 1;
    this.#owner.stop();
    const process = this.#cloudProcess;
    for (const store of this.#stores) store.bellMayBeCut(true);
    this.agenda.after(downMs, () => {
      if (process === this.#cloudProcess) this.#cloudIsUp = true;
    });
  }

  #mark(name: string): void {
    this.marks.add(name);
    this.#tell(this.agenda.nowMs, name);
  }

  #bit(fault: Fault): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
    this.#tell(this.agenda.nowMs, `fault: ${fault}`);
  }

  #happens({ edge, what, amount }: Happening): void {
    // Clones share what befalls the one that they were copied from.
    const twins = this.#stores.filter(({ deps }) => deps.device === `edge-${edge}`);
    const store = twins[Math.floor(amount * 997) % twins.length];
    if (!store) return;
    if (isFault(what)) this.#suffers(store, what, amount);
    else this.#works(store, what, amount);
  }

  #works(store: Store, what: Work, amount: number): void {
    switch (what) {
      case 'sale':
        this.#sell(store, amount, {});
        return;
      case 'sale-twice':
        this.#sell(store, amount, { losesAnswers: 1 });
        return;
      case 'price-list':
        this.#owner.write(this.#rows(2 + Math.floor(amount * 10)), 0);
        return;
      case 'price':
        this.#owner.write(this.#rows(1, Math.floor(amount * 12)), 0);
        return;
      case 'delisted':
        this.#owner.write({ [`key-${Math.floor(amount * 12)}`]: null }, 0);
        return;
      case 'edge-backup':
        this.#kept.get(store)?.push({ disk: store.disk.backup(), replica: store.stored.replica });
        return;
      case 'cloud-backup':
        this.#cloudKept.push({ cloud: this.#cloud.backup(), feed: this.#owner.backup() });
        return;
    }
  }

  #sell(
    store: Store,
    amount: number,
    how: Readonly<{ losesAnswers?: number; isPoison?: boolean; version?: number }>,
  ): void {
    const { losesAnswers = 0, isPoison = false, version = 1 } = how;
    const sold = { saleId: this.#newId(), register: amount < 0.5 ? '1' : '2', quantity: 1 + (this.#ids % 9) };
    store.ringUp({ ...sold, isPoison, version }, losesAnswers);
  }

  /** All rows of a price list carry the same value: a reader that sees two has seen part of a unit. */
  #rows(count: number, from = 0): Record<string, number> {
    this.#values += 1;
    return Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${from + at}`, this.#values]));
  }

  #suffers(store: Store, what: Fault, amount: number): void {
    const { journal, feed } = store.deps.lines;
    const minutes = (max: number) => amount * max * minuteMs;
    switch (what) {
      case 'ask-lost':
      case 'answer-lost':
      case 'ask-doubled':
      case 'answer-doubled':
      case 'ask-late':
      case 'answer-late':
      case 'ask-torn':
      case 'answer-torn':
        (amount < 0.5 ? journal : feed).arm(what, (amount * 2) % 1);
        return;
      case 'line-cut':
      case 'line-cut-up':
      case 'line-cut-down':
        for (const line of [journal, feed]) {
          if (what !== 'line-cut-down') line.cut('ask', minutes(10));
          if (what !== 'line-cut-up') line.cut('answer', minutes(10));
        }
        store.bellMayBeCut(false);
        this.#bit(what);
        return;
      case 'bell-lost':
        store.loseBell();
        return;
      case 'edge-crash':
        store.dieAfterEffects(Math.floor(amount * 6));
        return;
      case 'edge-paused':
        store.pause(minutes(3));
        this.#bit(what);
        return;
      case 'cloud-crash-before-commit':
        this.#cloudDies = 'before-commit';
        return;
      case 'cloud-crash-after-commit':
        this.#cloudDies = 'after-commit';
        return;
      case 'cloud-busy':
        this.#busyAnswers.push(amount < 0.5 ? 0 : minutes(2));
        return;
      case 'token-expired':
        this.#cloud.skewMs += 900_000;
        this.#bit(what);
        return;
      case 'limit-lowered':
        this.#cloud.bytesMax = 300 + amount * 1_500;
        this.agenda.after(5 * minuteMs, () => {
          this.#cloud.bytesMax = 1 << 20;
        });
        this.#bit(what);
        return;
      case 'session-stolen':
        this.#cloud.steal(store.deps.device);
        this.#bit(what);
        return;
      case 'disk-full':
        store.fillDisk(minutes(5));
        return;
      case 'sync-failed':
        store.failNextSync();
        return;
      case 'slow-disk':
        store.slowNextStore(minutes(1 / 3));
        return;
      case 'bit-flip':
        store.disk.flip(amount);
        this.#copiesWent(what);
        return;
      case 'misdirected-write':
        store.disk.misdirect(amount);
        this.#copiesWent(what);
        return;
      case 'writes-vanished':
        store.disk.vanish(1 + Math.floor(amount * 4));
        store.restart();
        this.#copiesWent(what);
        return;
      case 'edge-restored':
        this.#restoreEdge(store, amount);
        return;
      case 'cloud-restored':
        this.#restoreCloud(amount);
        return;
      case 'cloud-failover': {
        const history = this.#cloudHistory;
        const behind = { cloud: this.#cloud.backup(), feed: this.#owner.backup() };
        this.agenda.after(minutes(2), () => {
          // A restore meanwhile has begun another history, which that database does not follow.
          if (history === this.#cloudHistory && !this.#isAtPeace) this.#bringCloudBack(behind, 2_000, what);
        });
        return;
      }
      case 'disk-replaced':
        store.disk.begin('replaced');
        store.restart();
        this.#copiesWent(what);
        return;
      case 'cloned':
        this.#addStore(store.deps.device, Disk.copied(store.disk), store);
        this.#bit(what);
        return;
      case 'clock-jumped':
        store.wallSkewMs += (amount - 0.5) * 96 * hourMs;
        this.#bit(what);
        return;
      case 'key-revoked':
        this.#cloud.revoke(store.deps.device);
        this.agenda.after(10 * minuteMs, () => this.#cloud.reinstate(store.deps.device));
        this.#bit(what);
        return;
      case 'long-transaction':
        this.#owner.write(this.#rows(4, Math.floor(amount * 10)), minutes(2));
        this.#bit(what);
        return;
      case 'poison-record':
        this.#sell(store, amount, { isPoison: true });
        this.#bit(what);
        return;
      case 'later-version':
        this.#sell(store, amount, { version: 2 });
        this.#bit(what);
        return;
      case 'poison-row':
        this.#owner.write({ [`key-${Math.floor(amount * 12)}`]: { of: ['no', { known: 'shape' }] } }, 0);
        this.#bit(what);
        return;
      case 'tombstones-purged':
        this.#owner.purgeTombstones();
        this.#bit(what);
        return;
    }
  }

  #restoreEdge(store: Store, amount: number): void {
    const kept = this.#kept.get(store) ?? [];
    const backup = kept[Math.floor(amount * kept.length)];
    if (!backup) return;
    store.stop();
    store.disk.restore(backup.disk);
    store.stored.replica = backup.replica;
    store.restart();
    this.#copiesWent('edge-restored');
  }

  #restoreCloud(amount: number): void {
    const at = Math.floor(amount * this.#cloudKept.length);
    const backup = this.#cloudKept[at];
    if (!backup) return;
    // What was kept after that moment is of a history that is no more.
    this.#cloudKept = this.#cloudKept.slice(0, at + 1);
    this.#bringCloudBack(backup, 30_000, 'cloud-restored');
  }

  #bringCloudBack({ cloud, feed }: CloudKept, downMs: number, fault: Fault): void {
    this.#cloudHistory += 1;
    if (fault === 'cloud-failover') this.#cloudKept = [];
    this.#restartCloud(downMs);
    this.#cloud.restore(cloud);
    this.#owner.restore(feed);
    this.#copiesWent(fault);
  }

  /** Only what nobody holds any more may be missing in the end. */
  #copiesWent(fault: Fault): void {
    this.#bit(fault);
    const held = this.#onDisks(this.#cloudHistory > 0 ? 'current' : 'any');
    this.witness.copiesWent((saleId) => held.has(saleId) || this.#cloud.has(saleId));
  }

  #onDisks(where: 'current' | 'any'): Set<string> {
    return new Set(this.#stores.flatMap(({ disk }) => [...disk.sales(where)]));
  }

  /** The faults stop, and everything must come to agree. */
  heal(): void {
    this.#isAtPeace = true;
    this.#cloudIsUp = true;
    this.#cloudDies = null;
    this.#busyAnswers = [];
    this.#cloud.bytesMax = 1 << 20;
    for (const store of this.#stores) {
      this.#cloud.reinstate(store.deps.device);
      store.heal();
    }
    const wasRefused = this.#stores.some(({ uploading }) => uploading?.state.mode.at === 'refused');
    this.agenda.runUntil(this.agenda.nowMs + (wasRefused ? refusedWithinMs : agreeWithinMs));
    for (const store of this.#stores) this.#checkAgreed(store);
  }

  #checkAgreed(store: Store): void {
    const { disk, stored, uploading, replica } = store;
    const head = this.#cloud.head(disk.id);
    must(
      'L1',
      head.seq === disk.tail.seq && head.hash === disk.tail.hash && disk.cosigned.seq === head.seq,
      () =>
        `store at ${disk.tail.seq}, acked ${disk.cosigned.seq}, cloud at ${head.seq}; ${JSON.stringify(uploading?.state)}`,
    );
    must(
      'S7',
      stored.replica.rows.digest === this.#owner.content().digest,
      () =>
        `replica ${stored.replica.rows.digest}, owner ${this.#owner.content().digest}; ${JSON.stringify(replica?.state)}`,
    );
  }

  /** After the end. @returns how many sales are on a store's disk alone, in a journal that it has left. */
  check(): { stranded: number } {
    this.#cloud.check();
    const missing = this.witness.missing(this.#cloud.has);
    // Version 1 does not send a journal again that was left before the cloud was restored (docs/sync-protocol.md).
    const left = this.#cloudHistory > 0 ? this.#onDisks('any') : new Set<string>();
    const gone = missing.filter((saleId) => !left.has(saleId));
    must('S1', gone.length === 0, () => `committed and missing: ${gone.join(', ')}`);
    return { stranded: missing.length };
  }
}

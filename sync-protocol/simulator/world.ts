/** Stores, a cloud and a feed's owner, and what a plan does to them. */
import { Agenda } from './agenda.ts';
import { must, Witness } from './checks.ts';
import { Cloud, tokenMs } from './cloud.ts';
import { CloudProcess } from './cloud-process.ts';
import type { StoreDisk } from './disk.ts';
import { type Fault, isFault, type Work } from './faults.ts';
import { FeedOwner } from './feed-owner.ts';
import { Line } from './line.ts';
import type { Places } from './places.ts';
import { type Happening, hourMs, type Plan } from './plan.ts';
import { randomFrom } from './random.ts';
import { Store } from './store.ts';
import { minuteMs, type Sale, type Sufferer, suffer } from './suffer.ts';

/**
 * L1: once faults stop, all agree within this; a refused device is asked again within an hour, and that is a person's doing. A store at
 * rest hears at its next session of what its clone has sent.
 */
const agreeWithinMs = 5 * minuteMs;
const clonedWithinMs = tokenMs + agreeWithinMs;
const refusedWithinMs = hourMs + agreeWithinMs;

/** Puts a store's disk back as it was. */
type Kept = () => void;
export type Tell = (atMs: number, text: string) => void;

export class World {
  readonly agenda = new Agenda();
  readonly witness = new Witness();
  readonly marks = new Set<string>();
  readonly faults = new Map<Fault, number>();
  readonly #plan: Plan;
  readonly #places: Places;
  readonly #tell: Tell;
  readonly #stores: Store[] = [];
  readonly #kept = new Map<Store, Kept[]>();
  readonly #cloud: Cloud;
  readonly #owner: FeedOwner;
  readonly #process: CloudProcess;
  readonly #sufferer: Sufferer;
  #isAtPeace = false;
  #ids = 0;
  #values = 0;

  constructor(plan: Plan, tell: Tell, places: Places) {
    this.#plan = plan;
    this.#places = places;
    this.#tell = tell;
    const { agenda, witness } = this;
    this.#cloud = new Cloud({
      witness,
      nowMs: () => agenda.nowMs,
      batchRecordsMax: plan.batchRecordsMax,
      dies: (moment) => this.#process.dies(moment),
      mark: (name) => this.#mark(name),
    });
    // An owner of an earlier release knew neither digests nor snapshots.
    this.#owner = new FeedOwner(agenda, plan.pageRows, plan.longPoll, () => {
      for (const store of this.#stores) store.ring();
    });
    this.#process = new CloudProcess({
      agenda,
      cloud: () => this.#cloud,
      owner: () => this.#owner,
      bit: (fault) => this.#bit(fault),
      ended: () => {
        for (const store of this.#stores) store.bellMayBeCut(true);
      },
    });
    this.#sufferer = {
      ...{ agenda, cloud: this.#cloud, owner: this.#owner, process: this.#process },
      bit: (fault) => this.#bit(fault),
      copiesWent: (fault) => this.#copiesWent(fault),
      sell: (store, amount, how) => this.#sell(store, amount, how),
      rows: (count, from) => this.#rows(count, from),
      clone: (store) => this.#addStore(store.deps.device, store.disk.copied(), store),
      restoreEdge: (store, amount) => this.#restoreEdge(store, amount),
      isAtPeace: () => this.#isAtPeace,
    };
    for (let edge = 0; edge < plan.edges; edge += 1) {
      const disk = places.disk(this.#newId, witness);
      disk.begin('new');
      this.#addStore(`edge-${edge}`, disk);
    }
    for (const happening of plan.happenings) agenda.at(happening.atMs, () => this.#happens(happening));
  }

  readonly #newId = (): string => {
    this.#ids += 1;
    return `0193a000-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  #addStore(device: string, disk: StoreDisk, twin?: Store): Store {
    const { agenda, witness } = this;
    const random = randomFrom(this.#plan.seed, this.#stores.length + 1);
    const line = () => new Line(agenda, random, (fault) => this.#bit(fault));
    const store = new Store(
      {
        ...{ device, agenda, random, witness, disk, longPoll: this.#plan.longPoll },
        replicaStore: this.#places.replica(),
        lines: { journal: line(), feed: line() },
        cloud: {
          process: () => this.#process.number,
          ask: (ask, keep) => this.#process.ask(ask, keep),
          feed: (ask, answer) => this.#process.askFeed(ask, answer),
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
    if (isFault(what)) suffer(this.#sufferer, store, what, amount);
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
        this.#keep(store);
        return;
      case 'cloud-backup':
        this.#process.keep();
        return;
    }
  }

  #keep(store: Store): void {
    const [disk, replica] = [store.disk.keep(), store.stored.keep()];
    this.#kept.get(store)?.push(() => {
      disk();
      replica();
    });
  }

  #sell(store: Store, amount: number, how: Sale): void {
    const { losesAnswers = 0, isPoison = false, version = 1 } = how;
    const sold = { saleId: this.#newId(), register: amount < 0.5 ? '1' : '2', quantity: 1 + (this.#ids % 9) };
    store.ringUp({ ...sold, isPoison, version }, losesAnswers);
  }

  /** All rows of a price list carry the same value: a reader that sees two has seen part of a unit. */
  #rows(count: number, from = 0): Record<string, number> {
    this.#values += 1;
    return Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${from + at}`, this.#values]));
  }

  #restoreEdge(store: Store, amount: number): void {
    const kept = this.#kept.get(store) ?? [];
    const backup = kept[Math.floor(amount * kept.length)];
    if (!backup) return;
    store.stop();
    backup();
    store.restart();
    this.#copiesWent('edge-restored');
  }

  /** Only what nobody holds any more may be missing in the end. */
  #copiesWent(fault: Fault): void {
    this.#bit(fault);
    const held = new Set(this.#stores.flatMap(({ disk }) => [...disk.sales()]));
    this.witness.copiesWent((saleId) => held.has(saleId) || this.#cloud.has(saleId));
  }

  /** The faults stop, and everything must come to agree. */
  heal(): void {
    this.#isAtPeace = true;
    this.#process.heal();
    this.#cloud.bytesMax = 1 << 20;
    for (const store of this.#stores) {
      this.#cloud.reinstate(store.deps.device);
      store.heal();
    }
    const wasRefused = this.#stores.some(({ uploading }) => uploading?.state.mode.at === 'refused');
    const withinMs = this.faults.has('cloned') ? clonedWithinMs : agreeWithinMs;
    this.agenda.runUntil(this.agenda.nowMs + (wasRefused ? refusedWithinMs : withinMs));
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
      stored.content().digest === this.#owner.content().digest,
      () =>
        `replica ${stored.content().digest}, owner ${this.#owner.content().digest}; ${JSON.stringify(replica?.state)}`,
    );
  }

  /** After the end. */
  check(): void {
    this.#cloud.check();
    const missing = this.witness.missing(this.#cloud.has);
    must('S1', missing.length === 0, () => `committed and missing: ${missing.join(', ')}`);
  }
}

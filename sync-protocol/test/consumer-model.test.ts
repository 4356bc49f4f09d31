/**
 * The feed consumer against a source that changes, a network that loses and doubles, and a process that dies between effects.
 * Goal: S8 at every step (what a reader sees was the source's content at some moment), S7 once the faults stop.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedPage } from '../src/feeds/page.ts';
import {
  bucketOf,
  type ConsumerEffect,
  type ConsumerEvent,
  type ConsumerState,
  DigestSums,
  differingBuckets,
  type FeedHeld,
  parseCursor,
  portableTextHash,
  startConsumer,
  stepConsumer,
} from '../src/index.ts';
import { FeedSource } from './support/feed-source.ts';

type Row = FeedPage['rows'][number];
/** What is asked of the owner, and not answered yet. */
type Question = Extract<ConsumerEffect, { do: 'pull' | 'compare' | 'mend' | 'load' }>;
type Disk = Readonly<{
  /** Of the rows in force; none before the first. */
  epoch: string;
  cursor: string;
  rows: ReadonlyMap<string, number>;
  staged: readonly Row[];
  mending: boolean;
  beside: Readonly<{ cursor: string; rows: ReadonlyMap<string, number> }> | null;
}>;
const emptyDisk: Disk = { epoch: '', cursor: '', rows: new Map(), staged: [], mending: false, beside: null };
const pageLimit = 3;
const bits = 3;

const isAsking = ({ mode }: ConsumerState): boolean =>
  ['pulling', 'comparing', 'mending', 'loading'].includes(mode.at);

function heldOn({ epoch, cursor, mending, beside }: Disk): FeedHeld {
  if (beside) return 'snapshot';
  if (cursor === '') return epoch === '' ? 'nothing' : 'dropped';
  if (mending) return 'mend';
  return epoch === '' || epoch === parseCursor(cursor)?.epoch ? 'cursor' : 'load';
}

const happenings = [
  'go-on',
  'go-on',
  'go-on',
  'go-on',
  'write-pair',
  'write-many',
  'write-one',
  'delete',
  'purge',
  'check',
  'work',
  'deliver',
  'hear',
  'hear-again',
  'lose-answer',
  'time-out',
  'bell',
  'timer',
  'reachable',
  'crash',
  'restore',
  'fill-disk',
] as const;
type Happening = (typeof happenings)[number];

class World {
  readonly source = new FeedSource();
  disk = emptyDisk;
  state: ConsumerState;
  #todo: ConsumerEffect[] = [];
  #questions: Question[] = [];
  #answers: ConsumerEvent[] = [];
  #old: ConsumerEvent[] = [];
  /** Pages that have come and are not stored, by request. */
  #pages = new Map<number, FeedPage>();
  #difference: Readonly<{ buckets: readonly number[]; cursor: string }> | undefined;
  #version = 0;
  #mends = 0;
  #diskIsFull = false;
  readonly seen = new Set<string>();

  readonly longPoll: boolean;

  constructor(longPoll: boolean) {
    this.longPoll = longPoll;
    this.state = this.#start();
  }

  readonly does: Record<Happening, () => void> = {
    'go-on': () => {
      for (let step = 0; step < 5; step += 1) this.goOn();
    },
    'write-pair': () => this.source.write({ left: ++this.#version, right: this.#version }),
    'write-many': () => {
      const version = ++this.#version;
      this.source.write({ left: version, a: version, b: version, c: version, d: version, right: version });
    },
    'write-one': () => this.source.write({ alone: ++this.#version }),
    delete: () => this.source.write({ a: null, alone: null }),
    purge: () => this.source.purge(),
    check: () => this.#happens({ type: 'check' }),
    work: () => this.#work(),
    deliver: () => this.#deliver(),
    hear: () => this.#hear(this.#answers.shift()),
    'hear-again': () => this.#hear(this.#old.at(-1)),
    'lose-answer': () => this.#answers.pop(),
    'time-out': () => this.#happens({ type: 'no-answer', request: this.state.request, retryAfterMs: 0 }),
    bell: () => this.#happens({ type: 'bell' }),
    timer: () => this.#happens({ type: 'timer', timer: this.state.timer }),
    reachable: () => this.#happens({ type: 'reachable' }),
    crash: () => {
      this.state = this.#start();
    },
    restore: () => this.source.restore(),
    'fill-disk': () => {
      this.#diskIsFull = true;
    },
  };

  goOn(): boolean {
    if (this.#todo.length > 0) this.#work();
    else if (this.#answers.length > 0) this.does.hear();
    else if (this.#questions.length > 0) this.#deliver();
    else return false;
    return true;
  }

  heal(): void {
    this.does.bell();
    for (let step = 0; step < 300; step += 1) {
      if (this.isQuiet()) return;
      if (!this.goOn()) this.does[isAsking(this.state) ? 'time-out' : 'timer']();
    }
    throw new Error(`L1: still ${JSON.stringify(this.state)} after 300 quiet steps`);
  }

  isQuiet(): boolean {
    const rests =
      this.state.mode.at === 'resting' || (this.state.mode.at === 'pulling' && this.state.mode.waits);
    return (
      rests &&
      this.state.phase === 'live' &&
      this.source.page(this.disk.cursor, 1) !== 'epoch' &&
      this.#isCurrent()
    );
  }

  #isCurrent(): boolean {
    const page = this.source.page(this.disk.cursor, 1);
    return page !== 'epoch' && page.rows.length === 0;
  }

  #start(): ConsumerState {
    const { state, effects } = startConsumer({
      ...{ longPoll: this.longPoll, held: heldOn(this.disk), hasRows: this.disk.epoch !== '' },
    });
    this.#todo = [...effects];
    // Connections die with the process, and what was on them.
    this.#questions = [];
    this.#answers = [];
    this.#old = [];
    this.#pages.clear();
    return state;
  }

  #happens(event: ConsumerEvent): void {
    const { state, effects } = stepConsumer(this.state, event, { nowMs: 0, random: 0.5 });
    this.state = state;
    this.#todo.push(...effects);
  }

  #hear(event: ConsumerEvent | undefined): void {
    if (!event) return;
    this.#old.push(event);
    this.#happens(event);
  }

  #deliver(): void {
    const question = this.#questions.shift();
    if (!question || question.request !== this.state.request) return;
    const { request } = question;
    const answers = { pull: this.#pull, compare: this.#compare, mend: this.#mend, load: this.#load };
    const answer = answers[question.do].call(this, request);
    if (answer) this.#answers.push(answer);
  }

  #pull(request: number): ConsumerEvent {
    const page = this.source.page(this.disk.beside?.cursor ?? this.disk.cursor, pageLimit);
    if (page === 'epoch') return { type: 'epoch', request };
    this.#pages.set(request, page);
    const { caughtUp } = page.end;
    return { type: 'page', request, rows: page.rows.length, caughtUp, tookMs: 9_000 };
  }

  #compare(request: number): ConsumerEvent {
    const own = new DigestSums(bits, portableTextHash);
    for (const [key, value] of this.disk.rows) own.add(key, JSON.stringify(value));
    const { cursor, sums } = this.source.digest(bits);
    const buckets = differingBuckets(own.sums, sums);
    this.#difference = { buckets, cursor };
    return { type: 'compared', request, buckets: 2 ** bits, differing: buckets.length };
  }

  /** Rows first, then the cursor: half of the time the process dies in between. */
  #mend(request: number): ConsumerEvent | undefined {
    const { buckets, cursor } = this.#difference ?? { buckets: [], cursor: '' };
    const { rows, end } = this.source.buckets(bits, buckets);
    if (parseCursor(end.cursor)?.epoch !== parseCursor(cursor)?.epoch) return { type: 'epoch', request };
    const gone = [...this.disk.rows.keys()].filter(
      (key) =>
        buckets.includes(bucketOf(key, bits, portableTextHash)) && !rows.some((row) => row.key === key),
    );
    const tombstones = gone.map((key) => ({ scope: '*', key, pos: 1, unit: 1, value: null }));
    this.disk = { ...this.disk, staged: [...this.disk.staged, ...rows, ...tombstones] };
    this.#mends += 1;
    if (this.#mends % 2 === 0) {
      this.does.crash();
      return undefined;
    }
    this.disk = { ...this.disk, cursor, mending: true };
    return { type: 'mended', request, rows: 0 };
  }

  #load(request: number): ConsumerEvent {
    if (this.disk.beside) return { type: 'loaded', request };
    const page = this.source.snapshot();
    if (!page) return { type: 'not-offered', request };
    this.disk = { ...this.disk, beside: { cursor: page.end.cursor, rows: applied(new Map(), page.rows) } };
    return { type: 'loaded', request };
  }

  #work(): void {
    const effect = this.#todo.shift();
    if (!effect) return;
    switch (effect.do) {
      case 'pull':
      case 'compare':
      case 'mend':
      case 'load':
        this.#questions.push(effect);
        break;
      case 'stop-pull':
        this.#questions = this.#questions.filter(({ request }) => request !== effect.request);
        break;
      case 'drop-cursor':
        this.disk = { ...this.disk, cursor: '', staged: [], mending: false, beside: null };
        break;
      case 'store':
        this.#store(effect);
        break;
    }
    this.seen.add(effect.do === 'store' ? effect.how : effect.do);
  }

  /** One transaction. */
  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    if (this.#diskIsFull) {
      // What was loaded beside makes room.
      this.#diskIsFull = false;
      this.disk = { ...this.disk, beside: null };
      this.#happens({ type: 'not-stored', request, retryAfterMs: 0 });
      return;
    }
    const page = this.#pages.get(request);
    if (!page) throw new Error(`no page ${request}`);
    const { cursor } = page.end;
    const { beside, rows } = this.disk;
    const staged = [...this.disk.staged, ...page.rows];
    const besides = beside && applied(beside.rows, page.rows);
    if (how === 'stage')
      this.disk = besides
        ? { ...this.disk, beside: { cursor, rows: besides } }
        : { ...this.disk, cursor, staged };
    else {
      const inForce = besides ?? applied(how === 'swap' ? new Map() : rows, staged);
      this.disk = { ...emptyDisk, epoch: parseCursor(cursor)?.epoch ?? '', cursor, rows: inForce };
    }
    if (besides) this.seen.add(`${how} beside`);
    this.#happens({ type: 'stored', request });
  }
}

function applied(rows: ReadonlyMap<string, number>, changes: readonly Row[]): ReadonlyMap<string, number> {
  const next = new Map(rows);
  for (const { key, value } of changes) {
    if (typeof value === 'number') next.set(key, value);
    else next.delete(key);
  }
  return next;
}

const sorted = (rows: ReadonlyMap<string, number>) =>
  [...rows].sort(([left], [right]) => left.localeCompare(right));

test('S7, S8: no reader sees part of a unit, and a replica left in peace equals its source', () => {
  const seen = new Set<string>();
  const story = fc.array(fc.constantFrom(...happenings), { minLength: 10, maxLength: 80 });
  fc.assert(
    fc.property(story, fc.boolean(), (steps, longPoll) => {
      const world = new World(longPoll);
      for (const step of steps) {
        world.does[step]();
        expect(world.source.moments, 'S8').toContain(JSON.stringify(sorted(world.disk.rows)));
      }
      world.heal();
      expect(sorted(world.disk.rows), 'S7').toEqual([...world.source.values()]);
      for (const mark of world.seen) seen.add(mark);
    }),
    { numRuns: 500 },
  );
  const repairs = ['compare', 'load', 'mend', 'stage beside', 'swap beside'];
  const all = [
    'alert',
    'apply',
    'arm-timer',
    'drop-cursor',
    'pull',
    'stage',
    'stop-pull',
    'swap',
    ...repairs,
  ];
  expect([...seen].sort()).toEqual(all.sort());
});

test('S7: a row that differs from its owner’s is found by a check, and mended without a load', () => {
  const world = new World(true);
  for (let pair = 0; pair < 3; pair += 1) world.does['write-many']();
  world.heal();
  world.disk = { ...world.disk, rows: new Map([...world.disk.rows, ['a', 99], ['never', 1]]) };
  world.seen.clear();
  world.does.check();
  while (!world.isQuiet()) world.goOn();
  expect(sorted(world.disk.rows)).toEqual([...world.source.values()]);
  expect([...world.seen].filter((mark) => ['compare', 'mend', 'load'].includes(mark))).toEqual([
    'compare',
    'mend',
  ]);
});

test('a bell cuts a long poll short and asks at once', () => {
  const world = new World(true);
  world.does['write-pair']();
  world.heal();
  const { request } = world.state;
  const { state, effects } = stepConsumer(world.state, { type: 'bell' }, { nowMs: 0, random: 0 });
  expect(effects).toEqual([
    { do: 'stop-pull', request },
    { do: 'pull', request: request + 1, waitSeconds: 0, limit: 2_000 },
  ]);
  expect(state.mode).toEqual({ at: 'pulling', waits: false });
});

test('an owner that does not hold a long poll open is not asked in a busy loop', () => {
  const { state } = startConsumer({ longPoll: true, held: 'cursor', hasRows: true });
  const moment = { nowMs: 0, random: 0 };
  const empty = { type: 'page', rows: 0, caughtUp: true, tookMs: 3 } as const;
  const first = stepConsumer(state, { ...empty, request: 1 }, moment).state;
  const waiting = stepConsumer(first, { type: 'stored', request: 1 }, moment).state;
  expect(waiting.mode).toEqual({ at: 'pulling', waits: true });
  const second = stepConsumer(waiting, { ...empty, request: 2 }, moment).state;
  const rested = stepConsumer(second, { type: 'stored', request: 2 }, moment);
  expect(rested.effects).toEqual([{ do: 'arm-timer', timer: 1, afterMs: 5_000 }]);
});

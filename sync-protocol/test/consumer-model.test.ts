/**
 * The feed consumer against a source that changes, a network that loses and doubles, and a process that dies between effects.
 * Goal: S8 at every step (what a reader sees was the source's content at some moment), S7 once the faults stop.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedPage } from '../src/feeds/page.ts';
import {
  type ConsumerEffect,
  type ConsumerEvent,
  type ConsumerState,
  startConsumer,
  stepConsumer,
} from '../src/index.ts';
import { FeedSource } from './support/feed-source.ts';

type Row = FeedPage['rows'][number];
type Pull = Extract<ConsumerEffect, { do: 'pull' }>;
type Disk = { cursor: string; repairing: boolean; rows: Map<string, number>; staged: readonly Row[] };
const pageLimit = 3;

const happenings = [
  'go-on',
  'go-on',
  'go-on',
  'go-on',
  'write-pair',
  'write-many',
  'write-one',
  'delete',
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
] as const;
type Happening = (typeof happenings)[number];

class World {
  readonly source = new FeedSource();
  disk: Disk = { cursor: '', repairing: false, rows: new Map(), staged: [] };
  state: ConsumerState;
  #todo: ConsumerEffect[] = [];
  #pulls: Pull[] = [];
  #answers: ConsumerEvent[] = [];
  #old: ConsumerEvent[] = [];
  /** Pages that have come and are not stored, by request. */
  #pages = new Map<number, FeedPage>();
  #version = 0;
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
  };

  goOn(): boolean {
    if (this.#todo.length > 0) this.#work();
    else if (this.#answers.length > 0) this.does.hear();
    else if (this.#pulls.length > 0) this.#deliver();
    else return false;
    return true;
  }

  heal(): void {
    this.does.bell();
    for (let step = 0; step < 300; step += 1) {
      if (this.isQuiet()) return;
      if (!this.goOn()) this.does[this.state.mode.at === 'pulling' ? 'time-out' : 'timer']();
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
    const { state, effects } = startConsumer({ longPoll: this.longPoll, repairing: this.disk.repairing });
    this.#todo = [...effects];
    // Connections die with the process, and what was on them.
    this.#pulls = [];
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
    const pull = this.#pulls.shift();
    if (!pull) return;
    const { request } = pull;
    const page = this.source.page(this.disk.cursor, pageLimit);
    if (page === 'epoch') return void this.#answers.push({ type: 'epoch', request });
    this.#pages.set(request, page);
    const { caughtUp } = page.end;
    this.#answers.push({
      type: 'page',
      request,
      rows: page.rows.length,
      caughtUp,
      tookMs: 9_000,
    });
  }

  #work(): void {
    const effect = this.#todo.shift();
    if (!effect) return;
    this.seen.add(effect.do === 'store' ? effect.how : effect.do);
    if (effect.do === 'pull') this.#pulls.push(effect);
    if (effect.do === 'stop-pull')
      this.#pulls = this.#pulls.filter(({ request }) => request !== effect.request);
    if (effect.do === 'drop-cursor') this.disk = { ...this.disk, cursor: '', repairing: true, staged: [] };
    if (effect.do === 'store') this.#store(effect);
  }

  /** One transaction. */
  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    const page = this.#pages.get(request);
    if (!page) throw new Error(`no page ${request}`);
    const staged = [...this.disk.staged, ...page.rows];
    const { cursor } = page.end;
    if (how === 'stage') this.disk = { ...this.disk, cursor, staged };
    else
      this.disk = {
        cursor,
        repairing: false,
        staged: [],
        rows: applied(how === 'swap' ? new Map() : this.disk.rows, staged),
      };
    this.#happens({ type: 'stored', request });
  }
}

function applied(rows: ReadonlyMap<string, number>, changes: readonly Row[]): Map<string, number> {
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
  const all = ['alert', 'apply', 'arm-timer', 'drop-cursor', 'pull', 'stage', 'stop-pull', 'swap'];
  expect([...seen].sort()).toEqual(all);
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
  const { state } = startConsumer({ longPoll: true, repairing: false });
  const moment = { nowMs: 0, random: 0 };
  const empty = { type: 'page', rows: 0, caughtUp: true, tookMs: 3 } as const;
  const first = stepConsumer(state, { ...empty, request: 1 }, moment).state;
  const waiting = stepConsumer(first, { type: 'stored', request: 1 }, moment).state;
  expect(waiting.mode).toEqual({ at: 'pulling', waits: true });
  const second = stepConsumer(waiting, { ...empty, request: 2 }, moment).state;
  const rested = stepConsumer(second, { type: 'stored', request: 2 }, moment);
  expect(rested.effects).toEqual([{ do: 'arm-timer', timer: 1, afterMs: 5_000 }]);
});

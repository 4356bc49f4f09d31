/** The store's shell around the feed's consumer, and the replica's database: rows and cursor change in one transaction. */

import { jsonOf } from '../src/feeds/line.ts';
import {
  bucketOf,
  type ConsumerEffect,
  type ConsumerEvent,
  type ConsumerState,
  DigestSums,
  differingBuckets,
  digestAnswer,
  digestBitsFor,
  type FeedHeld,
  type FeedPage,
  type FeedRow,
  parseCursor,
  parsePage,
  startConsumer,
  stepConsumer,
} from '../src/index.ts';
import type { FeedAnswer, FeedAsk } from './calls.ts';
import { Content } from './content.ts';
import { EffectLoop } from './effect-loop.ts';
import { sha256 } from './seal.ts';

const silenceMs = 10_000;
/** A feed here has a dozen rows: so that some of its buckets are alike. */
const bucketsFiner = 64;

/** What is on the disk. `epoch` is of the rows in force, `cursor` of the newest page. */
export type ReplicaDisk = Readonly<{
  epoch: string;
  cursor: string;
  rows: Content;
  staged: readonly FeedRow[];
  /** What is staged replaces some rows, not all. */
  mending: boolean;
  /** A snapshot that is loaded beside. */
  beside: Readonly<{ cursor: string; rows: Content }> | null;
}>;
export const emptyReplica: ReplicaDisk = {
  ...{ epoch: '', cursor: '', rows: new Content(), staged: [] },
  ...{ mending: false, beside: null },
};

function heldOn({ epoch, cursor, mending, beside }: ReplicaDisk): FeedHeld {
  if (beside) return 'snapshot';
  if (cursor === '') return epoch === '' ? 'nothing' : 'dropped';
  if (mending) return 'mend';
  return epoch === '' || epoch === parseCursor(cursor)?.epoch ? 'cursor' : 'load';
}

export type ReplicaDeps = Readonly<{
  longPoll: boolean;
  disk: { replica: ReplicaDisk };
  nowMs: () => number;
  random: () => number;
  after: (delayMs: number, run: () => void) => void;
  ask: (ask: FeedAsk, hear: (told: FeedAnswer | 'torn') => void) => void;
  survives: () => boolean;
  /** How long storing the next page takes. */
  storeMs: () => number;
  /** What is shown to readers has changed. */
  shown: (rows: Content) => void;
  mark: (name: string) => void;
}>;

export class Replica {
  readonly #deps: ReplicaDeps;
  readonly #effects: EffectLoop<ConsumerEffect>;
  #page: FeedPage | undefined;
  #difference: Readonly<{ bits: number; buckets: readonly number[]; cursor: string }> | undefined;
  #stopped = 0;
  state: ConsumerState;

  constructor(deps: ReplicaDeps) {
    this.#deps = deps;
    const { replica } = deps.disk;
    const { state, effects } = startConsumer({
      ...{ longPoll: deps.longPoll, held: heldOn(replica), hasRows: replica.epoch !== '' },
    });
    this.state = state;
    this.#effects = new EffectLoop({ survives: deps.survives, perform: (effect) => this.#do(effect) });
    this.#effects.add(effects);
    deps.after(0, () => this.#effects.work());
  }

  bell(): void {
    this.#happens({ type: 'bell' });
  }

  reachable(): void {
    this.#happens({ type: 'reachable' });
  }

  #happens(event: ConsumerEvent): void {
    const { nowMs, random } = this.#deps;
    const step = stepConsumer(this.state, event, { nowMs: nowMs(), random: random() });
    this.state = step.state;
    this.#effects.add(step.effects);
    this.#effects.work();
  }

  #do(effect: ConsumerEffect): void {
    const { disk, after, mark } = this.#deps;
    switch (effect.do) {
      case 'pull':
        this.#pull(effect);
        return;
      case 'stop-pull':
        this.#stopped = effect.request;
        mark('feed stop-pull');
        return;
      case 'store':
        after(this.#deps.storeMs(), () => this.#store(effect));
        return;
      case 'compare':
        this.#compare(effect.request);
        return;
      case 'mend':
        this.#mend(effect.request);
        return;
      case 'load':
        this.#load(effect.request);
        return;
      case 'drop-cursor':
        disk.replica = { ...disk.replica, cursor: '', staged: [], mending: false, beside: null };
        mark('feed drop-cursor');
        return;
      case 'arm-timer':
        after(effect.afterMs, () => this.#happens({ type: 'timer', timer: effect.timer }));
        return;
      case 'alert':
        mark(`alert ${effect.alert}`);
        return;
    }
  }

  #pull({ request, waitSeconds, limit }: Extract<ConsumerEffect, { do: 'pull' }>): void {
    const { nowMs, disk } = this.#deps;
    const { beside, cursor } = disk.replica;
    const askedAtMs = nowMs();
    this.#ask(
      request,
      { ask: 'page', cursor: beside?.cursor ?? cursor, limit, waitSeconds },
      waitSeconds,
      (text) => {
        const parsed = parsePage(text);
        if (!parsed.ok) return null;
        // An answer that nobody waits for any more must not take the place of the one being stored.
        if (request === this.state.request && this.state.mode.at === 'pulling') this.#page = parsed.page;
        const { rows, end } = parsed.page;
        return {
          type: 'page',
          request,
          rows: rows.length,
          caughtUp: end.caughtUp,
          tookMs: nowMs() - askedAtMs,
        };
      },
    );
  }

  /** `read` gives null for what came torn. An answer is heard at most until its request is given up. */
  #ask(
    request: number,
    ask: FeedAsk,
    waitSeconds: number,
    read: (text: string) => ConsumerEvent | null | 'dead',
  ): void {
    const { ask: send, after } = this.#deps;
    let isOut = true;
    send(ask, (told) => {
      isOut = false;
      if (request <= this.#stopped || request !== this.state.request) return;
      const nothing = { type: 'no-answer', request, retryAfterMs: 0 } as const;
      if (told === 'torn') this.#happens(nothing);
      else if (told.type === 'text') {
        const event = read(told.text) ?? nothing;
        if (event !== 'dead') this.#happens(event);
      } else if (told.type === 'busy') this.#happens({ ...nothing, retryAfterMs: told.retryAfterMs });
      else this.#happens({ type: told.type, request });
    });
    after(waitSeconds * 1_000 + silenceMs, () => {
      if (isOut) this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
    });
  }

  #compare(request: number): void {
    const { mark, disk } = this.#deps;
    const { entries } = disk.replica.rows;
    const bits = digestBitsFor(entries.size * bucketsFiner);
    this.#ask(request, { ask: 'digest', bits }, 0, (text) => {
      const theirs = digestAnswer.safeParse(jsonOf(text));
      if (!theirs.success) return null;
      const own = new DigestSums(bits, sha256);
      for (const [key, value] of entries) own.add(key, value);
      const buckets = differingBuckets(own.sums, theirs.data.sums);
      this.#difference = { bits, buckets, cursor: theirs.data.cursor };
      mark('feed compared');
      return { type: 'compared', request, buckets: 2 ** bits, differing: buckets.length };
    });
  }

  /** Rows of the buckets are staged before the cursor is: whoever dies in between begins again, and they do no harm. */
  #mend(request: number): void {
    const { disk, mark, survives } = this.#deps;
    if (!this.#difference) throw new Error('nothing was compared');
    const { bits, buckets, cursor } = this.#difference;
    this.#ask(request, { ask: 'buckets', bits, buckets }, 0, (text) => {
      const parsed = parsePage(text);
      if (!parsed.ok) return null;
      const { rows, end } = parsed.page;
      const owner = parseCursor(end.cursor);
      if (owner?.epoch !== parseCursor(cursor)?.epoch) return { type: 'epoch', request };
      const { entries } = disk.replica.rows;
      const gone = [...entries.keys()].filter(
        (key) => buckets.includes(bucketOf(key, bits, sha256)) && !rows.some((row) => row.key === key),
      );
      const pos = owner?.pos ?? 0;
      const tombstones = gone.map((key) => ({ scope: '*', key, pos, unit: pos, value: null }));
      disk.replica = { ...disk.replica, staged: [...disk.replica.staged, ...rows, ...tombstones] };
      if (!survives()) return 'dead';
      disk.replica = { ...disk.replica, cursor, mending: true };
      mark('feed mended');
      return { type: 'mended', request, rows: 0 };
    });
  }

  #load(request: number): void {
    const { disk, mark } = this.#deps;
    if (disk.replica.beside) {
      this.#happens({ type: 'loaded', request });
      return;
    }
    this.#ask(request, { ask: 'snapshot' }, 0, (text) => {
      const parsed = parsePage(text);
      if (!parsed.ok) return null;
      const { rows, end } = parsed.page;
      disk.replica = {
        ...disk.replica,
        beside: { cursor: end.cursor, rows: new Content().changed('swap', rows) },
      };
      mark('feed loaded');
      return { type: 'loaded', request };
    });
  }

  /** One transaction: rows and cursor. */
  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    const { disk, shown, mark, survives } = this.#deps;
    const page = this.#page;
    if (!page) throw new Error(`no page ${request} to store`);
    if (!survives()) return;
    const { cursor } = page.end;
    const { rows: before, staged: earlier, beside } = disk.replica;
    const staged = [...earlier, ...page.rows];
    mark(`feed ${how}${beside ? ' beside' : ''}`);
    const inForce = (rows: Content): void => {
      const epoch = parseCursor(cursor)?.epoch ?? '';
      disk.replica = { epoch, cursor, rows, staged: [], mending: false, beside: null };
      shown(rows);
    };
    if (beside) {
      const rows = beside.rows.changed('apply', page.rows);
      if (how === 'swap') inForce(rows);
      else disk.replica = { ...disk.replica, beside: { cursor, rows } };
    } else if (how === 'stage') disk.replica = { ...disk.replica, cursor, staged };
    else inForce(staged.length === 0 && how === 'apply' ? before : before.changed(how, staged));
    this.#happens({ type: 'stored', request });
  }
}

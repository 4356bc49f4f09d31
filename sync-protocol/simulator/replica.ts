/** The store's shell around the feed's consumer. */

import type { ReadRow } from '../src/feeds/line.ts';
import { jsonOf } from '../src/feeds/line.ts';
import {
  type ConsumerEffect,
  type ConsumerEvent,
  type ConsumerState,
  differingBuckets,
  digestAnswer,
  digestBitsFor,
  type FeedPage,
  parseCursor,
  parsePage,
  startConsumer,
  stepConsumer,
} from '../src/index.ts';
import type { FeedAnswer, FeedAsk } from './calls.ts';
import type { Content } from './content.ts';
import { EffectLoop } from './effect-loop.ts';
import type { ReplicaStore } from './replica-store.ts';

const silenceMs = 10_000;
/** A feed here has a dozen rows: so that some of its buckets are alike. */
const bucketsFiner = 64;

export type ReplicaDeps = Readonly<{
  longPoll: boolean;
  store: ReplicaStore;
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
  #page: FeedPage<ReadRow> | undefined;
  #difference: Readonly<{ bits: number; buckets: readonly number[]; cursor: string }> | undefined;
  #stopped = 0;
  state: ConsumerState;

  constructor(deps: ReplicaDeps) {
    this.#deps = deps;
    const { longPoll, store } = deps;
    const { state, effects } = startConsumer({ longPoll, held: store.held(), hasRows: store.hasRows() });
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
    const { store, after, mark } = this.#deps;
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
        store.dropCursor();
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
    const { nowMs, store } = this.#deps;
    const askedAtMs = nowMs();
    this.#ask(request, { ask: 'page', cursor: store.cursor(), limit, waitSeconds }, waitSeconds, (text) => {
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
    });
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
    const { mark, store } = this.#deps;
    const bits = digestBitsFor(store.rowCount() * bucketsFiner);
    this.#ask(request, { ask: 'digest', bits }, 0, (text) => {
      const theirs = digestAnswer.safeParse(jsonOf(text));
      if (!theirs.success) return null;
      const buckets = differingBuckets(store.sums(bits), theirs.data.sums);
      this.#difference = { bits, buckets, cursor: theirs.data.cursor };
      mark('feed compared');
      return { type: 'compared', request, buckets: 2 ** bits, differing: buckets.length };
    });
  }

  /** Rows of the buckets are staged before the cursor is: whoever dies in between begins again, and they do no harm. */
  #mend(request: number): void {
    const { store, mark, survives } = this.#deps;
    if (!this.#difference) throw new Error('nothing was compared');
    const { bits, buckets, cursor } = this.#difference;
    this.#ask(request, { ask: 'buckets', bits, buckets }, 0, (text) => {
      const parsed = parsePage(text);
      if (!parsed.ok) return null;
      const { rows, end } = parsed.page;
      const owner = parseCursor(end.cursor);
      if (owner?.epoch !== parseCursor(cursor)?.epoch) return { type: 'epoch', request };
      store.stageDiffering(bits, buckets, rows, owner?.pos ?? 0);
      if (!survives()) return 'dead';
      store.mended(cursor);
      mark('feed mended');
      return { type: 'mended', request, rows: 0 };
    });
  }

  #load(request: number): void {
    const { store, mark } = this.#deps;
    if (store.isLoading()) {
      this.#happens({ type: 'loaded', request });
      return;
    }
    this.#ask(request, { ask: 'snapshot' }, 0, (text) => {
      const parsed = parsePage(text);
      if (!parsed.ok) return null;
      store.load(parsed.page);
      mark('feed loaded');
      return { type: 'loaded', request };
    });
  }

  /** One transaction: rows and cursor. */
  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    const { store, shown, mark, survives } = this.#deps;
    const page = this.#page;
    if (!page) throw new Error(`no page ${request} to store`);
    if (!survives()) return;
    mark(`feed ${how}${store.isLoading() ? ' beside' : ''}`);
    const isInForce = store.store(page, how);
    if (isInForce) shown(store.content());
    this.#happens({ type: 'stored', request });
  }
}

/** Does what the pure feed consumer decides, for one feed: pulls, SQLite, timers. Runs in the feed worker. */

import { startConsumer, stepConsumer } from '@comptoir/sync-protocol/consumer/consumer';
import type {
  ConsumerEffect,
  ConsumerEvent,
  ConsumerState,
  FeedPhase,
} from '@comptoir/sync-protocol/consumer/types';
import type { FeedPage } from '@comptoir/sync-protocol/feeds/page';
import { type Pulled, pullPage } from './feed-pull.ts';
import type { FeedStore } from './feed-store.ts';

export type FeedDriverDeps = Readonly<{
  cloudUrl: string;
  feed: string;
  longPoll: boolean;
  store: FeedStore;
  token: () => string;
  /** Resolves at once, or when sales no longer need the link for themselves. */
  mayPull: () => Promise<void>;
  onStored: (feed: string, rows: number) => void;
  onPhase: (feed: string, phase: FeedPhase) => void;
  onNoAnswer: (feed: string, status: number, why: string) => void;
}>;

export class FeedDriver {
  readonly #deps: FeedDriverDeps;
  readonly #stopped = new AbortController();
  #state: ConsumerState;
  #pulling = new AbortController();
  #page: FeedPage | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: FeedDriverDeps) {
    this.#deps = deps;
    const { feed, longPoll, store } = deps;
    const { state, effects } = startConsumer({ longPoll, repairing: store.isRepairing(feed) });
    this.#state = state;
    this.#perform(effects);
  }

  bell(): void {
    this.#happens({ type: 'bell' });
  }

  reachable(): void {
    this.#happens({ type: 'reachable' });
  }

  stop(): void {
    this.#stopped.abort();
    this.#pulling.abort();
    clearTimeout(this.#timer);
  }

  #happens(event: ConsumerEvent): void {
    if (this.#stopped.signal.aborted) return;
    const moment = { nowMs: performance.now(), random: Math.random() };
    const phase = this.#state.phase;
    const { state, effects } = stepConsumer(this.#state, event, moment);
    this.#state = state;
    if (state.phase !== phase) this.#deps.onPhase(this.#deps.feed, state.phase);
    this.#perform(effects);
  }

  #perform(effects: readonly ConsumerEffect[]): void {
    for (const effect of effects) if (!this.#stopped.signal.aborted) this.#do(effect);
  }

  #do(effect: ConsumerEffect): void {
    const { feed, store } = this.#deps;
    switch (effect.do) {
      case 'pull':
        void this.#pull(effect);
        break;
      case 'stop-pull':
        this.#pulling.abort();
        break;
      case 'store':
        this.#store(effect);
        break;
      case 'drop-cursor':
        store.dropCursor(feed);
        break;
      case 'arm-timer':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#happens({ type: 'timer', timer: effect.timer }), effect.afterMs);
        break;
      case 'alert':
        this.#deps.onNoAnswer(feed, 410, effect.alert);
        break;
    }
  }

  async #pull({ request, limit, waitSeconds }: Extract<ConsumerEffect, { do: 'pull' }>): Promise<void> {
    const { cloudUrl, feed, store, token, mayPull } = this.#deps;
    this.#pulling = new AbortController();
    const { signal } = this.#pulling;
    await mayPull();
    if (signal.aborted) return;
    const startedMs = performance.now();
    const cursor = store.cursor(feed);
    const pulled = await pullPage({ cloudUrl, feed, token: token(), cursor, limit, waitSeconds, signal });
    // Cut short by a bell: another pull is on its way already.
    if (!signal.aborted) this.#heard(request, pulled, performance.now() - startedMs);
  }

  #heard(request: number, pulled: Pulled, tookMs: number): void {
    if (pulled.type === 'epoch') {
      this.#happens({ type: 'epoch', request });
      return;
    }
    if (pulled.type === 'no-answer') {
      this.#deps.onNoAnswer(this.#deps.feed, pulled.status, pulled.why);
      this.#happens({ type: 'no-answer', request, retryAfterMs: pulled.retryAfterMs });
      return;
    }
    this.#page = pulled.page;
    this.#happens({
      type: 'page',
      request,
      rows: pulled.page.rows.length,
      caughtUp: pulled.page.end.caughtUp,
      tookMs,
    });
  }

  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    const { feed, store, onStored } = this.#deps;
    const page = this.#page;
    if (!page) throw new Error(`no page of ${feed} to store`);
    this.#page = undefined;
    store.store(feed, page, how, new Date().toISOString());
    if (how !== 'stage') onStored(feed, page.rows.length);
    this.#happens({ type: 'stored', request });
  }
}

/** Does what the pure feed consumer decides, for one feed: pulls, SQLite, timers. Runs in the feed worker. */

import { startConsumer, stepConsumer } from '@comptoir/sync-protocol/consumer/consumer';
import type {
  ConsumerEffect,
  ConsumerEvent,
  ConsumerState,
  FeedPhase,
} from '@comptoir/sync-protocol/consumer/types';
import { isDiskFull } from '../database/disk-error.ts';
import { SPACE_MIN_BYTES } from '../database/free-space.ts';
import { type FeedCall, type Heard, type NoAnswer, noAnswer, pullPage } from './feed-pull.ts';
import { compareFeed, type Difference, mendFeed } from './feed-repair.ts';
import type { StoredPage } from './feed-store.ts';
import type { Replicas } from './replicas.ts';
import { loadSnapshot } from './snapshot-load.ts';

/** What a feed has come to, for people who look at it. */
export type FeedNews =
  | Readonly<{ what: 'compared'; buckets: number; differing: number }>
  | Readonly<{ what: 'mended'; rows: number; diverged: number }>
  | Readonly<{ what: 'part'; rows: number; of: number }>
  | Readonly<{ what: 'loaded'; rows: number }>;

export type FeedDriverDeps = Readonly<{
  cloudUrl: string;
  feed: string;
  longPoll: boolean;
  replicas: Replicas;
  token: () => string;
  /** Resolves at once, or when sales no longer need the link for themselves. */
  mayPull: () => Promise<void>;
  freeBytes: () => Promise<number>;
  onStored: (feed: string, rows: number) => void;
  onPhase: (feed: string, phase: FeedPhase) => void;
  onNews: (feed: string, news: FeedNews) => void;
  onNoAnswer: (feed: string, status: number, why: string) => void;
}>;

const retryForRoomMs = 60_000;
type Do<E extends ConsumerEffect['do']> = Extract<ConsumerEffect, { do: E }>;

export class FeedDriver {
  readonly #deps: FeedDriverDeps;
  readonly #stopped = new AbortController();
  #state: ConsumerState;
  #pulling = new AbortController();
  #page: StoredPage | undefined;
  #difference: Difference | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: FeedDriverDeps) {
    this.#deps = deps;
    const { feed, longPoll, replicas } = deps;
    const hasRows = replicas.rows.hasRows(feed);
    const { state, effects } = startConsumer({ longPoll, hasRows, held: replicas.held(feed) });
    this.#state = state;
    this.#perform(effects);
  }

  bell(): void {
    this.#happens({ type: 'bell' });
  }

  reachable(): void {
    this.#happens({ type: 'reachable' });
  }

  /** Are our rows still the owner's? */
  check(): void {
    this.#happens({ type: 'check' });
  }

  /** Rows are on their way, or being looked at; a long poll is none of that. */
  get isAtWork(): boolean {
    const { mode } = this.#state;
    return mode.at !== 'resting' && mode.at !== 'backoff' && !(mode.at === 'pulling' && mode.waits);
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
    const { feed, replicas } = this.#deps;
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
      case 'compare':
        void this.#compare(effect);
        break;
      case 'mend':
        void this.#mend(effect);
        break;
      case 'load':
        void this.#load(effect);
        break;
      case 'drop-cursor':
        replicas.dropCursor(feed);
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

  async #pull({ request, limit, waitSeconds }: Do<'pull'>): Promise<void> {
    const { feed, replicas, mayPull } = this.#deps;
    const pulling = new AbortController();
    this.#pulling = pulling;
    const { signal } = pulling;
    await mayPull();
    if (signal.aborted) return;
    const startedMs = performance.now();
    const cursor = replicas.cursor(feed);
    const pulled =
      (await this.#noRoom()) ?? (await pullPage({ ...this.#call(), signal }, { cursor, limit, waitSeconds }));
    // Cut short by a bell: another pull is on its way already.
    if (signal.aborted || !this.#answered(request, pulled)) return;
    this.#page = pulled.value;
    const { rows, end } = pulled.value;
    const tookMs = performance.now() - startedMs;
    this.#happens({ type: 'page', request, rows: rows.length, caughtUp: end.caughtUp, tookMs });
  }

  async #compare({ request }: Do<'compare'>): Promise<void> {
    const { feed, replicas, mayPull, onNews } = this.#deps;
    await mayPull();
    await this.#guarded(request, 'no-answer', async () => {
      const compared = await compareFeed(this.#call(), replicas.rows);
      if (!this.#answered(request, compared)) return;
      this.#difference = compared.value;
      const { bits, buckets } = compared.value;
      const counted = { buckets: 2 ** bits, differing: buckets.length };
      onNews(feed, { what: 'compared', ...counted });
      this.#happens({ type: 'compared', request, ...counted });
    });
  }

  async #mend({ request }: Do<'mend'>): Promise<void> {
    const { feed, replicas, onNews } = this.#deps;
    const difference = this.#difference;
    if (!difference) throw new Error(`${feed} was not compared`);
    this.#difference = undefined;
    await this.#guarded(request, 'no-answer', async () => {
      const mended = await mendFeed(this.#call(), replicas.rows, difference);
      if (!this.#answered(request, mended)) return;
      onNews(feed, { what: 'mended', ...mended.value });
      this.#happens({ type: 'mended', request, rows: mended.value.diverged });
    });
  }

  async #load({ request }: Do<'load'>): Promise<void> {
    const { feed, replicas, freeBytes, mayPull, onNews } = this.#deps;
    await this.#guarded(request, 'no-answer', async () => {
      const loaded = await loadSnapshot({
        call: () => this.#call(),
        replicas,
        freeBytes,
        mayPull,
        onPart: (rows, of) => onNews(feed, { what: 'part', rows, of }),
      });
      if (!this.#answered(request, loaded)) return;
      onNews(feed, { what: 'loaded', rows: loaded.value });
      this.#happens({ type: 'loaded', request });
    });
  }

  #store({ request, how }: Do<'store'>): void {
    const { feed, replicas, onStored } = this.#deps;
    const page = this.#page;
    if (!page) throw new Error(`no page of ${feed} to store`);
    this.#page = undefined;
    void this.#guarded(request, 'not-stored', async () => {
      replicas.store(feed, page, how, new Date().toISOString());
      // Whatever was swapped in, readers must look.
      if (how !== 'stage') onStored(feed, how === 'swap' ? replicas.rows.rowCount(feed) : page.rows.length);
      this.#happens({ type: 'stored', request });
    });
  }

  #call(): FeedCall {
    const { cloudUrl, feed, token } = this.#deps;
    return { cloudUrl, feed, token: token(), signal: this.#stopped.signal };
  }

  /** Tells the consumer of whatever is no answer. */
  #answered<T>(request: number, heard: Heard<T>): heard is Extract<Heard<T>, { type: 'ok' }> {
    if (heard.type === 'ok') return !this.#stopped.signal.aborted;
    if (heard.type === 'no-answer') this.#notAnswered(request, heard);
    else this.#happens({ type: heard.type, request });
    return false;
  }

  #notAnswered(request: number, { status, why, retryAfterMs }: NoAnswer): void {
    if (this.#stopped.signal.aborted) return;
    this.#deps.onNoAnswer(this.#deps.feed, status, why);
    this.#happens({ type: 'no-answer', request, retryAfterMs });
  }

  /** The room that is left belongs to sales. */
  async #noRoom(): Promise<NoAnswer | undefined> {
    const free = await this.#deps.freeBytes();
    if (free >= SPACE_MIN_BYTES) return undefined;
    return noAnswer(`only ${free} bytes are free: feeds stop`, 0, retryForRoomMs);
  }

  /** A full disk is waited for; what was loaded beside makes room. Any other fault of the disk ends the worker. */
  async #guarded(
    request: number,
    failed: 'no-answer' | 'not-stored',
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Files are closed under what was on its way.
      if (this.#stopped.signal.aborted) return;
      if (!isDiskFull(error)) throw error;
      this.#deps.replicas.discard(this.#deps.feed);
      this.#deps.onNoAnswer(this.#deps.feed, 0, 'the disk is full');
      this.#happens({ type: failed, request, retryAfterMs: retryForRoomMs });
    }
  }
}

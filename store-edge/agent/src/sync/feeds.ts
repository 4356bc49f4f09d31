/** The feeds as the agent sees them: a worker thread that is started again should it die. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import { isDamage, replaceReplica } from '../database/damaged.ts';
import type { FeedFacts } from '../sync-port.ts';
import { reasonOf } from './cloud-call.ts';
import type { FeedNews } from './feed-driver.ts';
import { afterNews, inPhase, noFacts } from './feed-facts.ts';
import type { FeedWanted, FeedWorkerData, FromWorker, ToWorker } from './feed-messages.ts';
import type { SyncLog } from './log.ts';

/** A price must come at once: its owner keeps the pull open. */
export const feedsWanted: readonly FeedWanted[] = [
  { feed: 'catalogue', longPoll: true },
  { feed: 'configuration', longPoll: false },
  { feed: 'users', longPoll: false },
  { feed: 'stock-here', longPoll: false },
  { feed: 'stock-elsewhere', longPoll: false },
  { feed: 'deliveries', longPoll: false },
  { feed: 'stock-alerts', longPoll: false },
  { feed: 'orders-to-prepare', longPoll: false },
  { feed: 'customers', longPoll: false },
  { feed: 'allowances-value', longPoll: false },
];

/** A till sells without these: whether it is in step does not hang on them. */
const unneeded: ReadonlySet<string> = new Set([
  'stock-elsewhere',
  'deliveries',
  'stock-alerts',
  'orders-to-prepare',
  'customers',
  'allowances-value',
]);

/** Move with every sale of every store: pulled each half minute, since an age is shown beside them anyway. */
const unheard: ReadonlySet<string> = new Set([
  'stock-elsewhere',
  'stock-alerts',
  'customers',
  'allowances-value',
]);

const restartAfterMs = 5_000;
/** Each store at its own hour: a thousand at once would have the owners count all night. */
const compareEveryMs = 24 * 3_600_000;

export type FeedsDeps = Readonly<{
  cloudUrl: string;
  replicaPath: string;
  log: SyncLog;
  /** Rows in force have changed. */
  onFeed: (feed: string) => void;
  onPhases: () => void;
  /** The token was not accepted. */
  onDenied: () => void;
}>;

export class Feeds {
  readonly #deps: FeedsDeps;
  readonly #facts = new Map<string, FeedFacts>(feedsWanted.map(({ feed }) => [feed, noFacts(feed)]));
  #worker: Worker | undefined;
  #token: string | undefined;
  #held = false;
  #stopped = false;
  #restart: NodeJS.Timeout | undefined;
  #compare: NodeJS.Timeout;

  constructor(deps: FeedsDeps) {
    this.#deps = deps;
    this.#start();
    this.#compare = setTimeout(() => this.compare(), Math.random() * compareEveryMs);
  }

  /** Of what a till needs to be in step. */
  phases(): FeedPhase[] {
    return this.facts().flatMap(({ feed, phase }) => (unneeded.has(feed) ? [] : phase));
  }

  facts(): FeedFacts[] {
    return [...this.#facts.values()];
  }

  /** Has every feed that is quiet compared with its owner's, now and a day later. */
  compare(): void {
    this.#tell({ type: 'check' });
    clearTimeout(this.#compare);
    this.#compare = setTimeout(() => this.compare(), compareEveryMs);
  }

  useToken(token: string): void {
    this.#token = token;
    this.#tell({ type: 'token', token });
  }

  bell(feeds: readonly string[]): void {
    const heard = feeds.filter((feed) => !unheard.has(feed));
    if (heard.length > 0) this.#tell({ type: 'bell', feeds: heard });
  }

  reachable(): void {
    this.#tell({ type: 'reachable' });
  }

  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#tell({ type: 'hold', held });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restart);
    clearTimeout(this.#compare);
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#tell({ type: 'stop' });
    await ended;
  }

  #tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #start(): void {
    const { cloudUrl, replicaPath } = this.#deps;
    const worker = startWorker({ cloudUrl, replicaPath, feeds: feedsWanted });
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#heard(message));
    worker.on('error', (error) => this.#died(error));
    worker.on('exit', () => {
      this.#worker = undefined;
      if (!this.#stopped) this.#restart = setTimeout(() => this.#start(), restartAfterMs);
    });
    if (this.#token !== undefined) this.useToken(this.#token);
    if (this.#held) this.#tell({ type: 'hold', held: true });
  }

  #died(error: unknown): void {
    const { log, replicaPath, onFeed } = this.#deps;
    log.error({ why: reasonOf(error) }, 'the feed worker died');
    if (!isDamage(error)) return;
    replaceReplica(replicaPath);
    log.error({}, 'the replica is damaged: it comes again from the cloud');
    for (const { feed } of feedsWanted) onFeed(feed);
  }

  #heard(message: FromWorker): void {
    const { log, onFeed, onPhases, onDenied } = this.#deps;
    if (message.type === 'stored') {
      if (message.rows > 0) onFeed(message.feed);
    } else if (message.type === 'phase') {
      this.#note(message.feed, (facts) => inPhase(facts, message.phase));
      onPhases();
    } else if (message.type === 'news') {
      this.#hearNews(message.feed, message.news);
    } else {
      log.info(message, 'a feed was not answered');
      if (message.status === 401) onDenied();
    }
  }

  #hearNews(feed: string, news: FeedNews): void {
    const { log } = this.#deps;
    this.#note(feed, (facts) => afterNews(facts, news));
    if (news.what === 'part') return;
    const isDamage = news.what === 'mended' && news.diverged > 0;
    log[isDamage ? 'warn' : 'info']({ feed, ...news }, saying(news));
  }

  #note(feed: string, change: (facts: FeedFacts) => FeedFacts): void {
    this.#facts.set(feed, change(this.#facts.get(feed) ?? noFacts(feed)));
  }
}

function saying(news: Exclude<FeedNews, { what: 'part' }>): string {
  switch (news.what) {
    case 'compared':
      return 'a feed was compared with its owner’s';
    case 'mended':
      return 'rows of a feed are mended';
    case 'loaded':
      return 'a snapshot is loaded and verified';
  }
}

/** Bundled, the worker is the file beside ours; from source (tsx, vitest) a thread knows no TypeScript until it is told. */
function startWorker(workerData: FeedWorkerData): Worker {
  const { url } = import.meta;
  const extension = extname(url);
  const name = extension === '.ts' ? 'feed-worker-from-source.mjs' : `feed-worker${extension}`;
  return new Worker(new URL(`./${name}`, url), { workerData });
}

/** The store's shell around the feed's consumer, and the replica's database: rows and cursor change in one transaction. */
import {
  type ConsumerEffect,
  type ConsumerEvent,
  type ConsumerState,
  type FeedPage,
  type FeedRow,
  parseCursor,
  parsePage,
  startConsumer,
  stepConsumer,
} from '../src/index.ts';
import type { Pull, Pulled } from './calls.ts';
import { Content } from './content.ts';

const silenceMs = 10_000;

/** What is on the disk. `epoch` is of the rows in force, `cursor` of the newest page. */
export type ReplicaDisk = Readonly<{
  epoch: string;
  cursor: string;
  rows: Content;
  staged: readonly FeedRow[];
}>;
export const emptyReplica: ReplicaDisk = { epoch: '', cursor: '', rows: new Content(), staged: [] };

export type ReplicaDeps = Readonly<{
  longPoll: boolean;
  disk: { replica: ReplicaDisk };
  nowMs: () => number;
  random: () => number;
  after: (delayMs: number, run: () => void) => void;
  pull: (pull: Pull, hear: (pulled: Pulled | 'torn') => void) => void;
  survives: () => boolean;
  /** How long storing the next page takes. */
  storeMs: () => number;
  /** What is shown to readers has changed. */
  shown: (rows: Content) => void;
  mark: (name: string) => void;
}>;

export class Replica {
  readonly #deps: ReplicaDeps;
  readonly #todo: ConsumerEffect[] = [];
  #isWorking = false;
  #page: FeedPage | undefined;
  #stopped = 0;
  state: ConsumerState;

  constructor(deps: ReplicaDeps) {
    this.#deps = deps;
    const { epoch, cursor } = deps.disk.replica;
    const repairing = epoch !== '' && epoch !== parseCursor(cursor)?.epoch;
    const { state, effects } = startConsumer({ longPoll: deps.longPoll, repairing });
    this.state = state;
    this.#todo.push(...effects);
    deps.after(0, () => this.#work());
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
    this.#todo.push(...step.effects);
    this.#work();
  }

  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let effect = this.#todo.shift(); effect; effect = this.#todo.shift()) {
      if (!this.#deps.survives()) return;
      this.#do(effect);
    }
    this.#isWorking = false;
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
      case 'drop-cursor':
        disk.replica = { ...disk.replica, cursor: '', staged: [] };
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
    const { pull, after, nowMs, disk } = this.#deps;
    const askedAtMs = nowMs();
    let isOut = true;
    pull({ cursor: disk.replica.cursor, limit, waitSeconds }, (pulled) => {
      isOut = false;
      if (request > this.#stopped) this.#heard(request, pulled, nowMs() - askedAtMs);
    });
    after(waitSeconds * 1_000 + silenceMs, () => {
      if (isOut) this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
    });
  }

  #heard(request: number, pulled: Pulled | 'torn', tookMs: number): void {
    if (pulled === 'torn') {
      this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
      return;
    }
    if (pulled.type === 'epoch') {
      this.#happens({ type: 'epoch', request });
      return;
    }
    if (pulled.type === 'busy') {
      this.#happens({ type: 'no-answer', request, retryAfterMs: pulled.retryAfterMs });
      return;
    }
    const parsed = parsePage(pulled.text);
    if (!parsed.ok) {
      this.#happens({ type: 'no-answer', request, retryAfterMs: 0 });
      return;
    }
    // An answer that nobody waits for any more must not take the place of the one being stored.
    if (request === this.state.request && this.state.mode.at === 'pulling') this.#page = parsed.page;
    const { rows, end } = parsed.page;
    this.#happens({ type: 'page', request, rows: rows.length, caughtUp: end.caughtUp, tookMs });
  }

  /** One transaction: rows and cursor. */
  #store({ request, how }: Extract<ConsumerEffect, { do: 'store' }>): void {
    const { disk, shown, mark, survives } = this.#deps;
    const page = this.#page;
    if (!page) throw new Error(`no page ${request} to store`);
    if (!survives()) return;
    const { cursor } = page.end;
    const { epoch, rows: before, staged: earlier } = disk.replica;
    const staged = [...earlier, ...page.rows];
    mark(`feed ${how}`);
    if (how === 'stage') disk.replica = { epoch, cursor, rows: before, staged };
    else {
      const rows = staged.length === 0 && how === 'apply' ? before : before.changed(how, staged);
      disk.replica = { epoch: parseCursor(cursor)?.epoch ?? '', cursor, rows, staged: [] };
      shown(rows);
    }
    this.#happens({ type: 'stored', request });
  }
}

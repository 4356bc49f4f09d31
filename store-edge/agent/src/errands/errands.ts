/**
 * What head office must be told once, and what no journal may hold: who a customer is, where a receipt is mailed. It waits here until
 * head office has answered, and is forgotten then. Head office does each once, however often it is told. Source: docs/adr/0060.
 */
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { AskHeadOffice } from '../sync-port.ts';

export type ErrandKind = 'customer' | 'receipt-mail' | 'staff-secrets';
export type Errand = Readonly<{
  errandId: string;
  kind: ErrandKind;
  /** Below `/api/v1/sync/`. */
  path: string;
  body: object;
}>;
/** `gone`: head office said no for good. */
export type Done = Readonly<{ is: 'done'; body: unknown }> | Readonly<{ is: 'gone'; type: string }>;
type Row = {
  errand_id: string;
  kind: ErrandKind;
  path: string;
  body: string;
  tries: number;
  asked_at: string;
};

type Deps = Readonly<{
  db: Sqlite;
  clock: Clock;
  askHeadOffice: AskHeadOffice;
  /** Within no transaction; the errand is forgotten after it. */
  onDone: (errandId: string, kind: ErrandKind, done: Done) => void;
}>;

const firstWaitMs = 2_000;
const waitMsMax = 600_000;
/** Then nobody waits for it any more, and what is personal in it is not kept. */
const keptMsMax = 30 * 24 * 3_600_000;
/** So many that nobody answered, one after the other: the line is down. */
const silentMax = 3;
/** Head office has not heard of the sale yet: its journal is on its way. */
const notYet = 'unknown-receipt';

export class Errands {
  readonly #deps: Deps;
  readonly #sql;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { db } = deps;
    this.#sql = {
      add: db.prepare<[string, string, string, string, string, string]>(
        `insert into errand (errand_id, kind, path, body, due_at, asked_at) values (?, ?, ?, ?, ?, ?)
         on conflict (errand_id) do nothing`,
      ),
      byId: db.prepare<[string], Row>('select * from errand where errand_id = ?'),
      due: db.prepare<[string], Row>('select * from errand where due_at <= ? order by errand_id'),
      next: db.prepare<[], string | null>('select min(due_at) from errand').pluck(),
      waiting: db.prepare<[], { count: number; oldest: string | null }>(
        'select count(*) as count, min(asked_at) as oldest from errand',
      ),
      later: db.prepare<[string, string]>(
        'update errand set tries = tries + 1, due_at = ? where errand_id = ?',
      ),
      hurry: db.prepare<[string]>('update errand set due_at = ?'),
      drop: db.prepare<[string]>('delete from errand where errand_id = ?'),
    };
  }

  /** In the transaction of what it belongs to. The same again is one errand. */
  add({ errandId, kind, path, body }: Errand): void {
    const now = this.#deps.clock.now().toISOString();
    this.#sql.add.run(errandId, kind, path, JSON.stringify(body), now, now);
  }

  isWaiting(errandId: string): boolean {
    return this.#sql.byId.get(errandId) !== undefined;
  }

  /** How many wait for an answer, and for how long the oldest has; 0 where none does. */
  waiting(): Readonly<{ count: number; oldestMs: number }> {
    const { count = 0, oldest = null } = this.#sql.waiting.get() ?? {};
    const oldestMs = oldest === null ? 0 : this.#deps.clock.now().getTime() - Date.parse(oldest);
    return { count, oldestMs: Math.max(0, oldestMs) };
  }

  /** Now, while somebody waits. @returns null: later, by itself. */
  async runNow(errandId: string): Promise<Done | null> {
    const row = this.#sql.byId.get(errandId);
    const done = row ? await this.#ask(row) : null;
    this.#wake();
    return done;
  }

  /** Head office can be reached again: nothing waits for its turn any longer. */
  onLinkBack(): void {
    this.#sql.hurry.run(this.#deps.clock.now().toISOString());
    this.runSoon();
  }

  /** What is due. */
  runSoon(): void {
    if (this.#isStopped || this.#sql.next.get() === null) return;
    this.#running ??= this.#runDue().finally(() => {
      this.#running = undefined;
      this.#wake();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #runDue(): Promise<void> {
    let silent = 0;
    for (const row of this.#sql.due.all(this.#deps.clock.now().toISOString())) {
      if (this.#isStopped || silent >= silentMax) return;
      silent = (await this.#ask(row)) === null ? silent + 1 : 0;
    }
  }

  async #ask(row: Row): Promise<Done | null> {
    const { askHeadOffice, onDone, clock } = this.#deps;
    const told = await askHeadOffice('PUT', row.path, JSON.parse(row.body));
    if (this.#isStopped) return null;
    const isOld = clock.now().getTime() - Date.parse(row.asked_at) > keptMsMax;
    const mustWait = told.is === 'no-answer' || (told.is === 'problem' && told.type === notYet);
    if (mustWait && !isOld) {
      const waitMs = Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(row.tries, 20));
      this.#sql.later.run(new Date(clock.now().getTime() + waitMs).toISOString(), row.errand_id);
      return null;
    }
    const done: Done =
      told.is === 'ok'
        ? { is: 'done', body: told.body }
        : { is: 'gone', type: told.is === 'problem' ? told.type : 'too-old' };
    onDone(row.errand_id, row.kind, done);
    this.#sql.drop.run(row.errand_id);
    return done;
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const next = this.#sql.next.get();
    if (this.#isStopped || next === null || next === undefined) return;
    const waitMs = Math.max(firstWaitMs / 2, Date.parse(next) - this.#deps.clock.now().getTime());
    this.#timer = setTimeout(() => this.runSoon(), Math.min(waitMs, waitMsMax));
    this.#timer.unref();
  }
}

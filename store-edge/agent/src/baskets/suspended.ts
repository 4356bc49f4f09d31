/** Baskets set aside: on the store's disk, so that they outlive a till and a restart. Nothing is sold by them, so no record tells of them. */
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { SuspendedBasket, SuspendRequest, TakenBasket } from './api.ts';

type Row = Omit<SuspendedBasket, 'basketId'> & { basketId: string; draft: string; takenBy: string | null };

const COLUMNS = `basket_id as basketId, register_number as registerNumber, cashier_id as cashierId, at, item_count as itemCount,
  total_minor as totalMinor, draft, taken_by as takenBy`;
/** More is a shop that forgets its customers. */
const waitingMax = 200;

export class SuspendedBaskets {
  readonly #clock: Clock;
  readonly #add;
  readonly #byId;
  readonly #waiting;
  readonly #take;
  readonly #drop;

  constructor({ db, clock }: Readonly<{ db: Sqlite; clock: Clock }>) {
    this.#clock = clock;
    this.#add = db.prepare<[string, string, string, string, number, number, string]>(
      `insert into suspended_basket (basket_id, register_number, cashier_id, at, item_count, total_minor, draft)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
    this.#byId = db.prepare<[string], Row>(`select ${COLUMNS} from suspended_basket where basket_id = ?`);
    this.#waiting = db.prepare<[string, number], Row>(
      `select ${COLUMNS} from suspended_basket where taken_by is null or taken_by = ? order by at desc limit ?`,
    );
    this.#take = db.prepare<[string, string]>('update suspended_basket set taken_by = ? where basket_id = ?');
    this.#drop = db.prepare<[string, string]>(
      'delete from suspended_basket where basket_id = ? and taken_by = ?',
    );
  }

  suspend(
    { register, staffId }: Actor,
    { basketId, itemCount, totalMinor, draft }: SuspendRequest,
  ): { first: boolean } {
    const at = this.#clock.now().toISOString();
    const json = JSON.stringify(draft);
    const { changes } = this.#add.run(basketId, register.number, staffId, at, itemCount, totalMinor, json);
    return { first: changes === 1 };
  }

  /** Also what this till took and did not say that it has: an answer may be lost on its way. */
  waiting(terminalId: string): SuspendedBasket[] {
    return this.#waiting.all(terminalId, waitingMax).map(({ draft: _, takenBy: __, ...basket }) => basket);
  }

  take(terminalId: string, basketId: string): TakenBasket | Problem {
    const row = this.#byId.get(basketId);
    if (!row) return problem(404, 'unknown-basket', 'No such basket', 'It was taken up already.');
    if (row.takenBy !== null && row.takenBy !== terminalId)
      return problem(409, 'basket-taken', 'Another till has this basket', 'Take up another.');
    this.#take.run(terminalId, basketId);
    return { draft: JSON.parse(row.draft) };
  }

  drop(terminalId: string, basketId: string): void {
    this.#drop.run(basketId, terminalId);
  }
}

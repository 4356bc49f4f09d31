import type { Sqlite } from '../database/open.ts';
import type { Attempt } from './attempt.ts';

type Row = Omit<Attempt, 'card' | 'isTendered'> & { card: string | null; tendered: number };

const COLUMNS = `attempt_id as attemptId, sale_id as saleId, register_id as registerId, amount_minor as amountMinor, currency,
  service_id as serviceId, operator_id as operatorId, state, detail, card, intended_at as intendedAt, reversal,
  reversal_service_id as reversalServiceId, tendered, kind,
  original_attempt_id as originalAttemptId`;

export class AttemptRows {
  readonly #add;
  readonly #update;
  readonly #byId;
  readonly #ofSale;
  readonly #unsettled;
  readonly #givenBackMinor;

  constructor(db: Sqlite) {
    this.#add = db.prepare<[Row]>(
      `insert into attempt (attempt_id, sale_id, register_id, amount_minor, currency, service_id, operator_id, state, detail,
         card, intended_at, reversal, reversal_service_id, kind, original_attempt_id)
       values (@attemptId, @saleId, @registerId, @amountMinor, @currency, @serviceId, @operatorId, @state, @detail,
         @card, @intendedAt, @reversal, @reversalServiceId, @kind, @originalAttemptId)`,
    );
    this.#update = db.prepare<[Row]>(
      `update attempt set state = @state, detail = @detail, card = @card, reversal = @reversal,
         reversal_service_id = @reversalServiceId where attempt_id = @attemptId`,
    );
    this.#byId = db.prepare<[string], Row>(`select ${COLUMNS} from attempt where attempt_id = ?`);
    this.#ofSale = db.prepare<[string], Row>(
      `select ${COLUMNS} from attempt where sale_id = ? order by intended_at`,
    );
    this.#unsettled = db.prepare<[], Row>(
      `select ${COLUMNS} from attempt where state in ('intended', 'sent', 'unknown') or reversal = 'owed' order by intended_at`,
    );
    this.#givenBackMinor = db
      .prepare<[string], number>(
        `select coalesce(sum(amount_minor), 0) from attempt
         where original_attempt_id = ? and state not in ('declined', 'aborted')`,
      )
      .pluck();
  }

  /** Of a payment: what went back to its card, and what may yet. */
  givenBackMinor(originalAttemptId: string): number {
    return this.#givenBackMinor.get(originalAttemptId) ?? 0;
  }

  add(attempt: Attempt): void {
    this.#add.run(rowOf(attempt));
  }

  update(attempt: Attempt): void {
    this.#update.run(rowOf(attempt));
  }

  get(attemptId: string): Attempt | undefined {
    const row = this.#byId.get(attemptId);
    return row && attemptOf(row);
  }

  ofSale(saleId: string): Attempt[] {
    return this.#ofSale.all(saleId).map(attemptOf);
  }

  unsettled(): Attempt[] {
    return this.#unsettled.all().map(attemptOf);
  }
}

const rowOf = ({ isTendered, ...attempt }: Attempt): Row => ({
  ...attempt,
  card: attempt.card && JSON.stringify(attempt.card),
  tendered: isTendered ? 1 : 0,
});
const attemptOf = ({ tendered, ...row }: Row): Attempt => ({
  ...row,
  card: row.card === null ? null : JSON.parse(row.card),
  isTendered: tendered === 1,
});

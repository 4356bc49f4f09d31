/**
 * The one way in which people's acts reach the journal and the shelf: a record, its movements and why they were made, in one transaction.
 * A tablet that got no answer asks again with the same id.
 */
import type { BodyOf, RecordKind } from '@comptoir/sync-protocol/records/kinds';
import type { StockMovement } from '@comptoir/sync-protocol/records/stock-body';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import { placeOf } from '../journal/place.ts';
import { type Problem, problem } from '../problem.ts';
import type { Shelf } from '../sales/shelf.ts';
import type { ActAnswer, MovementReason } from './api.ts';

export type ActKind = Exclude<
  Extract<RecordKind, `stock.${string}` | `transfer.${string}` | `order.${string}`>,
  'order.returned'
>;
type Row = {
  act_id: string;
  kind: ActKind;
  subject: string;
  fingerprint: Buffer;
  ordinal: number;
  seq: number;
  at: string;
  staff_id: string;
};
export type Act = Readonly<{ kind: ActKind; ordinal: number; seq: number; at: string; staffId: string }>;
type Wanted<K extends ActKind> = Readonly<{
  actId: string;
  kind: K;
  /** The transfer, the order, or the act itself. */
  subject: string;
  staffId: string;
  /** What was asked, by which the same act is known again. */
  request: object;
  body: BodyOf<K>;
  movements?: readonly StockMovement[];
  reason?: MovementReason;
}>;

export class StockActs {
  readonly #journal: Journal;
  readonly #shelf: Shelf;
  readonly #sql;

  constructor({ db, journal, shelf }: Readonly<{ db: Sqlite; journal: Journal; shelf: Shelf }>) {
    this.#journal = journal;
    this.#shelf = shelf;
    this.#sql = {
      byId: db.prepare<[string], Row>('select * from stock_act where act_id = ?'),
      // Not those whose records went because of their age: what they say is no longer here.
      ofSubject: db.prepare<[string, number], Row>(
        `select * from stock_act where subject = ?
           and exists (select 1 from record where place = ordinal * ? + seq) order by ordinal, seq`,
      ),
      since: db.prepare<[string], Row>('select * from stock_act where at >= ? order by ordinal, seq'),
      add: db.prepare<[string, string, string, Buffer, number, number, string, string]>(
        `insert into stock_act (act_id, kind, subject, fingerprint, ordinal, seq, at, staff_id)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      setCost: db.prepare<[string, number]>(
        `insert into product_cost (product_id, unit_cost_minor) values (?, ?)
         on conflict (product_id) do update set unit_cost_minor = excluded.unit_cost_minor`,
      ),
      cost: db
        .prepare<[string], number>('select unit_cost_minor from product_cost where product_id = ?')
        .pluck(),
    };
  }

  /** @returns the first answer to the same act, a refusal of another one under its id, or nothing. */
  again(actId: string, request: object): ActAnswer | Problem | undefined {
    const known = this.#sql.byId.get(actId);
    if (!known) return undefined;
    return known.fingerprint.equals(fingerprintOf(request)) ? { actId, at: known.at } : idReused();
  }

  perform<K extends ActKind>(wanted: Wanted<K>): ActAnswer {
    const { actId, kind, subject, staffId, request, body, movements = [], reason } = wanted;
    let moved: ReturnType<Shelf['write']> = new Map();
    const { at } = this.#journal.transaction(() => {
      const appended = this.#journal.append({ kind, body: JSON.stringify(body), actor: staffId });
      moved = this.#shelf.write(movements);
      for (const { movementId, productId, unitCostMinor } of movements) {
        if (reason) this.#shelf.tellWhy(movementId, reason);
        if (unitCostMinor !== undefined) this.#sql.setCost.run(productId, unitCostMinor);
      }
      const place = [this.#journal.ordinal, appended.seq] as const;
      this.#sql.add.run(actId, kind, subject, fingerprintOf(request), ...place, appended.at, staffId);
      return appended;
    });
    this.#shelf.count(moved);
    return { actId, at };
  }

  /** Oldest first. */
  of(subject: string): Act[] {
    return this.#sql.ofSubject.all(subject, placeOf(1, 0)).map(actOf);
  }

  /** Oldest first, with what each was about. */
  since(at: string): (Act & Readonly<{ subject: string }>)[] {
    return this.#sql.since.all(at).map((row) => ({ ...actOf(row), subject: row.subject }));
  }

  bodyOf<K extends ActKind>(act: Act & Readonly<{ kind: K }>): BodyOf<K> {
    return JSON.parse(this.#journal.recordIn(act.ordinal, act.seq)?.lines.body ?? '{}');
  }

  /** Whether the cloud has it. */
  isSent({ ordinal, seq }: Act): boolean {
    const journal = this.#journal;
    return placeOf(ordinal, seq) <= placeOf(journal.ordinal, journal.cosigned().seq);
  }

  /** What a unit cost when it last came in, in minor units. */
  unitCostMinor(productId: string): number | undefined {
    return this.#sql.cost.get(productId);
  }
}

const actOf = ({ kind, ordinal, seq, at, staff_id }: Row): Act => ({
  kind,
  ordinal,
  seq,
  at,
  staffId: staff_id,
});
const fingerprintOf = (request: object): Buffer => sha256(JSON.stringify(request));
const idReused = (): Problem =>
  problem(409, 'id-reused', 'This id holds something else', 'Another act needs another id.');

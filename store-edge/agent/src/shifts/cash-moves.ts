/** Cash that goes in or out of the drawer without a sale: on record before the drawer opens (E5). */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { Approvals } from '../staff/approvals.ts';
import type { CashMoved, CashMoveRequest } from './api.ts';
import { prepareShifts } from './shift-rows.ts';
import { noShift } from './shifts.ts';

type Deps = Readonly<{ db: Sqlite; journal: Journal; approvals: Approvals }>;
type Row = { fingerprint: Buffer; ordinal: number; seq: number };
type Done = Readonly<{ first: boolean; answer: CashMoved }>;

export class CashMoves {
  readonly #deps: Deps;
  readonly #shifts: ReturnType<typeof prepareShifts>;
  readonly #byId;
  readonly #add;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#shifts = prepareShifts(deps.db);
    this.#byId = deps.db.prepare<[string], Row>('select * from cash_move where movement_id = ?');
    this.#add = deps.db.prepare<[string, Buffer, number, number]>(
      'insert into cash_move (movement_id, fingerprint, ordinal, seq) values (?, ?, ?, ?)',
    );
  }

  move(actor: Actor, request: CashMoveRequest): Done | Problem {
    const { register, staffId } = actor;
    const { movementId, direction, amountMinor, reason, approvalId } = request;
    const fingerprint = sha256(JSON.stringify(request));
    const known = this.#byId.get(movementId);
    if (known) return known.fingerprint.equals(fingerprint) ? this.#again(movementId, known) : idReused();
    const till = this.#shifts.till.get(register.id);
    const shift = till?.shift_id ? this.#shifts.byId.get(till.shift_id) : undefined;
    if (!till || !shift) return noShift();
    const { approvals, journal } = this.#deps;
    const refusal =
      direction === 'paid-out' ? approvals.refusal(actor, 'paid-out', movementId, [approvalId]) : null;
    if (refusal) return refusal;
    const { usDollars } = request;
    const inDrawerMinor = usDollars ? till.us_dollars_minor : shift.float_minor + till.cash_minor;
    if (direction !== 'paid-in' && (usDollars?.amountMinor ?? amountMinor) > inDrawerMinor)
      return notSoMuch();

    const approval = approvalId === undefined ? undefined : approvals.byId(approvalId);
    const body: BodyOf<'cash.moved'> = {
      ...{ movementId, shiftId: shift.shift_id, cashierId: staffId, direction, amountMinor, reason },
      ...(usDollars ? { usDollars } : {}),
      ...(approval ? { approval } : {}),
    };
    const entry = { register: register.number, actor: staffId };
    return journal.transaction(() => {
      const { at, seq } = journal.append({ kind: 'cash.moved', body: JSON.stringify(body), ...entry });
      const opened = JSON.stringify({ reason: 'cash-moved', movementId });
      journal.append({ kind: 'drawer.opened', body: opened, ...entry });
      this.#add.run(movementId, fingerprint, journal.ordinal, seq);
      const sign = direction === 'paid-in' ? 1 : -1;
      const of = (one: typeof direction) => (one === direction ? amountMinor : 0);
      const usMinor = sign * (usDollars?.amountMinor ?? 0);
      if (usDollars) this.#shifts.moveUsDollars.run(usMinor, usMinor, register.id);
      else
        this.#shifts.moveCash.run(of('paid-in'), of('paid-out'), of('drop'), sign * amountMinor, register.id);
      if (approvalId !== undefined) approvals.use(approvalId, movementId);
      return { first: true, answer: { movementId, at } };
    });
  }

  /** Where its record stands, for its slip. */
  place(movementId: string): Readonly<{ ordinal: number; seq: number }> | undefined {
    return this.#byId.get(movementId);
  }

  #again(movementId: string, { ordinal, seq }: Row): Done {
    const { at }: { at: string } = JSON.parse(
      this.#deps.journal.recordIn(ordinal, seq)?.lines.header ?? '{}',
    );
    return { first: false, answer: { movementId, at } };
  }
}

const idReused = (): Problem =>
  problem(409, 'id-reused', 'This id holds another movement', 'A new movement needs a new id.');
/** Tells no amount: the drawer is counted blind. */
const notSoMuch = (): Problem =>
  problem(422, 'not-so-much', 'There is not so much in the drawer', 'Check the amount.');

/** Opening and closing a register's shift. One open shift a register; a sale belongs to exactly one Z (E5). */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { Shift, ShiftClosed } from '../api.ts';
import { assert } from '../assert.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Actor, Register } from '../register.ts';
import { prepareShifts, type ShiftRow, shiftOf } from './shift-rows.ts';

type ShiftsDeps = Readonly<{ db: Sqlite; journal: Journal; newId: () => string; currency: 'CAD' }>;
export type Closed = Readonly<{ figures: ShiftClosed; seq: number; ordinal: number }>;

export const noShift = (): Problem =>
  problem(
    409,
    'no-shift',
    'No open shift',
    'Open a shift on this register with its float, then send the same again.',
  );

export class Shifts {
  readonly #deps: ShiftsDeps;
  readonly #sql: ReturnType<typeof prepareShifts>;

  constructor(deps: ShiftsDeps) {
    this.#deps = deps;
    this.#sql = prepareShifts(deps.db);
  }

  current(register: Register): Shift | undefined {
    const row = this.#sql.open.get(register.id);
    return row && shiftOf(row);
  }

  open({ register, staffId }: Actor, floatMinor: number): Shift | Problem {
    const { journal, newId, currency } = this.#deps;
    const open = this.#sql.open.get(register.id);
    if (open) {
      return problem(409, 'shift-open', 'A shift is open', 'Close the open shift first.', {
        shiftId: open.shift_id,
      });
    }
    const body: BodyOf<'shift.opened'> = { shiftId: newId(), cashierId: staffId, currency, floatMinor };
    return journal.transaction(() => {
      const { at, businessDate } = journal.append({
        kind: 'shift.opened',
        body: JSON.stringify(body),
        register: register.number,
        actor: staffId,
      });
      this.#sql.add.run(body.shiftId, register.id, at, staffId, businessDate, floatMinor);
      const row = this.#sql.open.get(register.id);
      assert(row !== undefined, `shift ${body.shiftId} is not there after its insert`);
      return shiftOf(row);
    });
  }

  /** The Z: what the shift took, what should be in the drawer, what was counted. A difference is stated, never balanced away. */
  close({ register, staffId }: Actor, countedMinor: number): Closed | Problem {
    const { journal } = this.#deps;
    const open = this.#sql.open.get(register.id);
    if (!open) return noShift();
    return journal.transaction(() => {
      this.#sql.growPerpetual.run(register.id, 1, 0);
      const body = closedBody(open, staffId, countedMinor, this.#perpetual(register));
      const { seq } = journal.append({
        kind: 'shift.closed',
        body: JSON.stringify(body),
        register: register.number,
        actor: staffId,
      });
      const figures = figuresOf(body);
      this.#sql.close.run(JSON.stringify({ ...figures, seq, ordinal: journal.ordinal }), open.shift_id);
      return { figures, seq, ordinal: journal.ordinal };
    });
  }

  /** Where a closed shift's Z stands in the journal, for printing it. */
  closed(shiftId: string): { seq: number; ordinal: number } | undefined {
    const closed = this.#sql.byId.get(shiftId)?.closed;
    return closed ? JSON.parse(closed) : undefined;
  }

  #perpetual(register: Register): { z_number: number; perpetual_minor: number } {
    const totals = this.#sql.perpetual.get(register.id);
    assert(totals !== undefined, `no totals of register ${register.number}`);
    return totals;
  }
}

function closedBody(
  row: ShiftRow,
  cashierId: string,
  countedMinor: number,
  totals: { z_number: number; perpetual_minor: number },
): BodyOf<'shift.closed'> {
  const expectedMinor = row.float_minor + row.cash_minor;
  const taxes: Record<string, number> = JSON.parse(row.taxes);
  const tenders: Record<string, number> = JSON.parse(row.tenders);
  return {
    shiftId: row.shift_id,
    cashierId,
    countedMinor,
    expectedMinor,
    overShortMinor: countedMinor - expectedMinor,
    z: {
      zNumber: totals.z_number,
      saleCount: row.sale_count,
      totalMinor: row.total_minor,
      taxes: Object.entries(taxes).map(([code, amountMinor]) => ({ code, amountMinor })),
      tenders: Object.entries(tenders).map(([kind, amountMinor]) => ({ kind, amountMinor })),
      perpetualTotalMinor: totals.perpetual_minor,
    },
  };
}

const figuresOf = ({
  shiftId,
  countedMinor,
  expectedMinor,
  overShortMinor,
  z,
}: BodyOf<'shift.closed'>): ShiftClosed => ({
  shiftId,
  zNumber: z.zNumber,
  saleCount: z.saleCount,
  totalMinor: z.totalMinor,
  expectedMinor,
  countedMinor,
  overShortMinor,
  perpetualTotalMinor: z.perpetualTotalMinor,
});

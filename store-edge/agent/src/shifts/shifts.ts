/** Opening and closing a register's shift. One open shift a register; a sale belongs to exactly one Z (E5). */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import { z } from 'zod';
import { assert } from '../assert.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Actor, Register } from '../register.ts';
import type { CloseShiftRequest, Shift, ShiftClosed, ShiftSoFar } from './api.ts';
import { prepareShifts, type ShiftRow, shiftOf, type TillRow } from './shift-rows.ts';

type ShiftsDeps = Readonly<{ db: Sqlite; journal: Journal; newId: () => string; currency: 'CAD' }>;
export type ArchivedShift = Readonly<{
  register: string;
  closedAt: string;
  businessDate: string;
  body: BodyOf<'shift.closed'>;
}>;
const zHeader = z.object({ register: z.string(), at: z.string(), businessDate: z.string() });
type Open = Readonly<{ till: TillRow; shift: ShiftRow }>;
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
    const open = this.#open(register);
    return open && shiftOf(open.shift, open.till.sale_count);
  }

  /** @param shiftId given when the terminal opened the shift by itself: the same one again is there already. */
  open({ register, staffId }: Actor, floatMinor: number, shiftId?: string): Shift | Problem {
    const { journal, newId, currency } = this.#deps;
    const open = this.#open(register);
    const known = shiftId === undefined ? undefined : this.#sql.byId.get(shiftId);
    if (known) return shiftOf(known, open && open.shift.shift_id === shiftId ? open.till.sale_count : 0);
    if (open) {
      const more = { shiftId: open.shift.shift_id };
      return problem(409, 'shift-open', 'A shift is open', 'Close the open shift first.', more);
    }
    const body: BodyOf<'shift.opened'> = {
      shiftId: shiftId ?? newId(),
      cashierId: staffId,
      currency,
      floatMinor,
    };
    return journal.transaction(() => {
      const { at, businessDate } = journal.append({
        kind: 'shift.opened',
        body: JSON.stringify(body),
        register: register.number,
        actor: staffId,
      });
      this.#sql.add.run(body.shiftId, register.id, at, staffId, businessDate, floatMinor);
      this.#sql.begin.run(register.id, body.shiftId);
      const now = this.#open(register);
      assert(now !== undefined, `shift ${body.shiftId} is not there after its insert`);
      return shiftOf(now.shift, 0);
    });
  }

  /** The Z: what the shift took, what should be in the drawer, what was counted. A difference is stated, never balanced away. */
  close({ register, staffId }: Actor, counted: CloseShiftRequest): Closed | Problem {
    const { journal } = this.#deps;
    const open = this.#open(register);
    if (!open) return noShift();
    const { countedMinor, denominations, reason } = counted;
    if (denominations && countedIn(denominations) !== countedMinor) return countDiffers();
    if (open.till.us_dollars_minor !== 0 && counted.usDollarsCountedMinor === undefined)
      return usDollarsUncounted();
    const overShortMinor = countedMinor - expectedOf(open);
    const usDollarsOverShortMinor = usDollarsOf(open, counted)?.overShortMinor ?? 0;
    const isFar = [overShortMinor, usDollarsOverShortMinor].some((off) => Math.abs(off) > toldAboveMinor);
    if (isFar && reason === undefined && denominations)
      return reasonWanted({ overShortMinor, usDollarsOverShortMinor });
    return journal.transaction(() => {
      const body = closedBody(open, staffId, counted);
      const { seq } = journal.append({
        kind: 'shift.closed',
        body: JSON.stringify(body),
        register: register.number,
        actor: staffId,
      });
      this.#sql.close.run(JSON.stringify({ seq, ordinal: journal.ordinal }), open.shift.shift_id);
      this.#sql.end.run(register.id);
      return { figures: figuresOf(body), seq, ordinal: journal.ordinal };
    });
  }

  /** The X: what the shift took so far. What should be in the drawer is not told: it is counted blind. */
  soFar(register: Register): ShiftSoFar | Problem {
    const open = this.#open(register);
    if (!open) return noShift();
    const { till } = open;
    return {
      shift: shiftOf(open.shift, till.sale_count),
      totalMinor: till.total_minor,
      returnCount: till.return_count,
      returnTotalMinor: till.return_total_minor,
      paidInMinor: till.paid_in_minor,
      paidOutMinor: till.paid_out_minor,
      dropMinor: till.drop_minor,
      ...(till.order_return_count === 0 ? {} : { orderReturnCount: till.order_return_count }),
      ...(till.us_dollars_moved_minor === 0 ? {} : { usDollarsMovedMinor: till.us_dollars_moved_minor }),
      taxes: amountsOf(till.taxes, 'code'),
      tenders: amountsOf(till.tenders, 'kind').filter(({ kind }) => kind !== 'cash'),
    };
  }

  /** Newest first. */
  archive(limit: number): ArchivedShift[] {
    return this.#sql.newestClosed.all(limit).flatMap(({ closed }) => {
      const { ordinal, seq }: { ordinal: number; seq: number } = JSON.parse(closed);
      const record = this.#deps.journal.recordIn(ordinal, seq);
      if (!record) return [];
      const { register, at, businessDate } = zHeader.parse(JSON.parse(record.lines.header));
      return [{ register, closedAt: at, businessDate, body: JSON.parse(record.lines.body) }];
    });
  }

  /** Where a closed shift's Z stands in the journal, for printing it. */
  closed(shiftId: string): { seq: number; ordinal: number } | undefined {
    const closed = this.#sql.closed.get(shiftId);
    return closed ? JSON.parse(closed) : undefined;
  }

  #open(register: Register): Open | undefined {
    const till = this.#sql.till.get(register.id);
    const shift = till?.shift_id ? this.#sql.byId.get(till.shift_id) : undefined;
    return till && shift && { till, shift };
  }
}

const expectedOf = ({ till, shift }: Open): number => shift.float_minor + till.cash_minor;

/** Undefined where there are none and none were found. */
function usDollarsOf(
  { till }: Open,
  { usDollarsCountedMinor: countedMinor = 0 }: CloseShiftRequest,
): BodyOf<'shift.closed'>['usDollars'] {
  const expectedMinor = till.us_dollars_minor;
  if (expectedMinor === 0 && countedMinor === 0) return undefined;
  return { expectedMinor, countedMinor, overShortMinor: countedMinor - expectedMinor };
}

const countedIn = (denominations: NonNullable<CloseShiftRequest['denominations']>): number =>
  denominations.reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0);

function closedBody(open: Open, cashierId: string, counted: CloseShiftRequest): BodyOf<'shift.closed'> {
  const { till, shift } = open;
  const { countedMinor, denominations, reason } = counted;
  const expectedMinor = expectedOf(open);
  const usDollars = usDollarsOf(open, counted);
  return {
    shiftId: shift.shift_id,
    cashierId,
    countedMinor,
    expectedMinor,
    overShortMinor: countedMinor - expectedMinor,
    ...(denominations === undefined ? {} : { denominations }),
    ...(reason === undefined ? {} : { reason }),
    ...(usDollars === undefined ? {} : { usDollars }),
    z: {
      zNumber: till.z_number + 1,
      saleCount: till.sale_count,
      totalMinor: till.total_minor,
      returnCount: till.return_count,
      returnTotalMinor: till.return_total_minor,
      ...(till.order_return_count === 0 ? {} : { orderReturnCount: till.order_return_count }),
      paidInMinor: till.paid_in_minor,
      paidOutMinor: till.paid_out_minor,
      dropMinor: till.drop_minor,
      taxes: amountsOf(till.taxes, 'code'),
      tenders: amountsOf(till.tenders, 'kind'),
      perpetualTotalMinor: till.perpetual_minor,
    },
  };
}

/** `{"GST":125}` → `[{code: 'GST', amountMinor: 125}]`. */
const amountsOf = <K extends string>(json: string, key: K) =>
  Object.entries(JSON.parse(json) as Record<string, number>).map(
    ([name, amountMinor]) => ({ [key]: name, amountMinor }) as Record<K, string> & { amountMinor: number },
  );

/** A difference below it is told on the Z, and nobody is asked why. */
const toldAboveMinor = 200;
const countDiffers = (): Problem =>
  problem(422, 'count-differs', 'The coins and notes do not come to the amount', 'Count again.');
const usDollarsUncounted = (): Problem =>
  problem(
    409,
    'us-dollars-uncounted',
    'This shift took US dollars',
    'Count them too, apart, then close again.',
  );
const reasonWanted = (off: Readonly<{ overShortMinor: number; usDollarsOverShortMinor: number }>): Problem =>
  problem(409, 'reason-wanted', 'The drawer does not balance', 'Say why, then close again.', off);

const figuresOf = ({
  shiftId,
  countedMinor,
  expectedMinor,
  overShortMinor,
  usDollars,
  z,
}: BodyOf<'shift.closed'>): ShiftClosed => ({
  shiftId,
  zNumber: z.zNumber,
  saleCount: z.saleCount,
  totalMinor: z.totalMinor,
  expectedMinor,
  countedMinor,
  overShortMinor,
  ...(usDollars === undefined ? {} : { usDollars }),
  perpetualTotalMinor: z.perpetualTotalMinor,
});

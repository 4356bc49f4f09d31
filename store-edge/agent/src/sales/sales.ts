/**
 * A sale is one SQLite transaction: journal record, receipt number, tenders, stock movements, shift totals, and the drawer's
 * opening when cash was taken. Power may go at any instruction: all of it is there afterwards, or none.
 */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import { parseProvisionalNumber } from '@comptoir/sync-protocol/records/receipt-number';
import { assert } from '../assert.ts';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import type { Appended, Journal } from '../journal/journal.ts';
import { addedTipMinor } from '../payments/attempt.ts';
import type { Payments } from '../payments/payments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor, HandingOver, Register } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import { longAgo } from '../retention/long-ago.ts';
import { addToShift, prepareShifts, type TillRow } from '../shifts/shift-rows.ts';
import { noShift } from '../shifts/shifts.ts';
import { notLoggedIn } from '../staff/staff.ts';
import type { Step } from '../steps.ts';
import type { Spends } from '../values/spends.ts';
import type { Values } from '../values/values.ts';
import type { SaleCommitted } from './api.ts';
import { unbalanced } from './balance.ts';
import { parseSale } from './parse-sale.ts';
import { differences } from './reprice.ts';
import { addSale, prepareSales, type SaleRow } from './sale-rows.ts';
import { prepareSearch } from './search-sales.ts';
import { type Moved, Shelf } from './shelf.ts';
import { unapprovedBy } from './unapproved.ts';
import { uncheckedAge } from './unchecked-age.ts';

type SalesDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  replica: Pick<Replica, 'rules' | 'product' | 'staffMember'>;
  cataloguePosition: () => string;
  payments: Pick<Payments, 'attemptFor' | 'leaveBehind'>;
  values: Pick<Values, 'settle'>;
  spends: Pick<Spends, 'refusal' | 'use'>;
  storeId: string;
  step: Step;
}>;
/** `first`: false when these bytes were committed before, and nothing was done. */
export type Committed = Readonly<{
  first: boolean;
  opensDrawer: boolean;
  language: SaleBody['language'];
  answer: SaleCommitted;
}>;

/** Judged, and not written yet. `write` in a transaction, `done` after it. */
type Prepared = Readonly<{
  isKnown: boolean;
  opensDrawer: boolean;
  body: SaleBody;
  write: () => void;
  done: () => SaleCommitted;
}>;
type Written = Readonly<{ moved: Moved; told: SaleCommitted }>;

export class Sales {
  readonly #deps: SalesDeps;
  readonly #sql: ReturnType<typeof prepareSales>;
  readonly #shifts: ReturnType<typeof prepareShifts>;
  /** Counts and returns move it too. */
  readonly shelf: Shelf;
  readonly search: ReturnType<typeof prepareSearch>;

  constructor(deps: SalesDeps) {
    this.#deps = deps;
    this.#sql = prepareSales(deps.db);
    this.#shifts = prepareShifts(deps.db);
    this.shelf = new Shelf(deps.db);
    this.search = prepareSearch(deps.db);
  }

  commit(by: HandingOver, raw: string): Committed | Problem {
    const prepared = this.prepare(by, raw);
    if (isProblem(prepared)) return prepared;
    const { isKnown, opensDrawer, body, write, done } = prepared;
    if (!isKnown) this.#deps.journal.transaction(write);
    const answer = done();
    this.#deps.step('sale: committed');
    return { first: !isKnown, opensDrawer, language: body.language, answer };
  }

  /**
   * @param raw the bytes that the terminal froze; they go into the record as they are.
   * @param returnId of what comes back in exchange.
   */
  prepare(
    { register, terminalId, staffId, formerNumber }: HandingOver,
    raw: string,
    returnId?: string,
  ): Prepared | Problem {
    this.#deps.step('sale: received');
    const parsed = parseSale(raw);
    if (isProblem(parsed)) return parsed;
    const body = parsed.value;
    const fingerprint = sha256(raw);
    const known = this.#sql.byId.get(body.saleId);
    if (known) return known.fingerprint.equals(fingerprint) ? this.#again(known, body) : idReused(known);

    const isGivenBack = formerNumber !== undefined;
    const isLate = isGivenBack || body.provisionalNumber !== undefined;
    if (staffId === undefined && !isLate) return notLoggedIn();
    const refusal = this.#refusal(body, isGivenBack) ?? strayExchange(body, returnId);
    if (refusal) return refusal;
    const till = this.#shifts.till.get(register.id);
    if (!till || !isTakenBy(till, body, isLate)) return noShift();
    const flags = [
      ...this.#flags(body, staffId),
      ...this.#provisionalFlags(body, terminalId),
      ...(isGivenBack ? this.#givenBackFlags(body) : []),
      ...(till.shift_id === body.shiftId ? [] : ['shift-differs']),
    ];
    const opens = !isLate && opensDrawer(body);
    const actor = { register, staffId: staffId ?? body.cashierId };
    let written: Written | undefined;
    return {
      ...{ isKnown: false, opensDrawer: opens, body },
      write: () => {
        written = this.#write(body, raw, fingerprint, flags, actor, terminalId);
        if (opens) this.#recordDrawer(body.saleId, actor);
      },
      done: () => {
        assert(written !== undefined, `sale ${body.saleId} was not written`);
        this.shelf.count(written.moved);
        return written.told;
      },
    };
  }

  get(saleId: string): SaleCommitted | Problem | undefined {
    const row = this.#sql.byId.get(saleId);
    return row && this.#answerOf(row);
  }

  row(saleId: string): SaleRow | undefined {
    return this.#sql.byId.get(saleId);
  }

  newest(register: Register, limit: number): SaleRow[] {
    return this.#sql.newest.all(register.id, limit);
  }

  count(): number {
    return this.#sql.count.get() ?? 0;
  }

  /**
   * What no tender can make good: the books would not add up, or the card was never charged. A card's payment that went with what else an
   * older disk lacks was charged all the same: the sale was taken once.
   */
  #refusal(body: SaleBody, isGivenBack: boolean): Problem | null {
    if (body.storeId !== this.#deps.storeId) {
      return problem(
        403,
        'wrong-store',
        'Another store',
        'This edge keeps the books of another store: pair the terminal anew.',
      );
    }
    const difference = unbalanced(body);
    if (difference) {
      const detail = `The ${difference.rule} should be ${difference.expectedMinor} and are ${difference.receivedMinor}.`;
      return problem(422, 'sale-unbalanced', 'The tenders do not cover the total', detail, difference);
    }
    const uncharged = this.#deps.spends.refusal(body);
    if (uncharged) return uncharged;
    for (const tender of body.tenders) {
      if (tender.kind !== 'card') continue;
      const attempt = this.#deps.payments.attemptFor(tender.attemptId);
      if (isGivenBack && attempt === undefined) continue;
      const isPaid =
        attempt?.state === 'approved' &&
        attempt.kind === 'charge' &&
        attempt.saleId === body.saleId &&
        attempt.amountMinor + addedTipMinor(attempt) === tender.amountMinor + (tender.tipMinor ?? 0) &&
        !attempt.isTendered;
      if (!isPaid) {
        const detail =
          'The payment terminal has not approved this amount for this sale: look at the attempt, or take another tender.';
        return problem(422, 'card-not-approved', 'The card was not charged', detail, {
          attemptId: tender.attemptId,
        });
      }
    }
    return null;
  }

  #flags(body: SaleBody, staffId: string | undefined): string[] {
    const { replica, cataloguePosition } = this.#deps;
    const rules: BasketRules | undefined = replica.rules();
    const flags = differences(body, rules, (id) => replica.product(id), cataloguePosition());
    if (staffId !== undefined && body.cashierId !== staffId) flags.push('cashier-differs');
    if (unapprovedBy(body.basket, (id) => replica.staffMember(id))) flags.push('not-approved');
    if (uncheckedAge(body, (id) => replica.product(id)) !== null) flags.push('age-not-checked');
    return flags;
  }

  /** What to know of a sale that the terminal made by itself. A hole: one of its numbers has not arrived before this one. */
  #provisionalFlags({ provisionalNumber }: SaleBody, terminalId: string): string[] {
    if (provisionalNumber === undefined) return [];
    const count = parseProvisionalNumber(provisionalNumber)?.count ?? 0;
    const hole = count > (this.#sql.provisionalLast.get(terminalId) ?? 0) + 1;
    return ['provisional', ...(hole ? ['provisional-hole'] : [])];
  }

  #givenBackFlags({ tenders }: SaleBody): string[] {
    const { payments } = this.#deps;
    const isUnseen = tenders.some(
      (tender) => tender.kind === 'card' && payments.attemptFor(tender.attemptId) === undefined,
    );
    return ['given-back', ...(isUnseen ? ['card-not-seen'] : [])];
  }

  /** In the transaction. */
  #write(
    body: SaleBody,
    raw: string,
    fingerprint: Buffer,
    flags: readonly string[],
    { register, staffId }: Actor,
    terminalId: string,
  ): Written {
    const { journal, payments, values, spends, step } = this.#deps;
    // What came back in exchange has moved it in this very transaction.
    const till = this.#shifts.till.get(register.id);
    assert(till !== undefined, `register ${register.id} has no till`);
    const appended = journal.append({
      kind: 'sale',
      body: raw,
      register: register.number,
      numberedFor: register.id,
      actor: staffId,
    });
    step('sale: record appended');
    const { number } = appended;
    assert(number !== undefined, `sale ${body.saleId} has no receipt number`);
    const shiftId = till.shift_id ?? body.shiftId;
    const place = { appended, ordinal: journal.ordinal, number, register, shiftId, terminalId };
    addSale(this.#sql, body, place, fingerprint, flags);
    const moved = this.shelf.write(body.stock);
    const { totalMinor, taxes } = body.priced;
    addToShift(this.#shifts, till, { totalMinor, taxes, tenders: body.tenders });
    payments.leaveBehind(body.saleId, body.tenders);
    spends.use(body);
    values.settle(body, { register: register.number, actor: staffId });
    step('sale: projected');
    return { moved, told: answer(body.saleId, number, appended, flags) };
  }

  #recordDrawer(saleId: string, { register, staffId }: Actor): void {
    const drawer = { reason: 'sale', saleId };
    this.#deps.journal.append({
      kind: 'drawer.opened',
      body: JSON.stringify(drawer),
      register: register.number,
      actor: staffId,
    });
  }

  #again(row: SaleRow, body: SaleBody): Prepared | Problem {
    const told = this.#answerOf(row);
    if (isProblem(told)) return told;
    return { isKnown: true, opensDrawer: false, body, write: () => undefined, done: () => told };
  }

  #answerOf(row: SaleRow): SaleCommitted | Problem {
    const record = this.#deps.journal.recordIn(row.ordinal, row.seq);
    if (!record) return longAgo(row.receipt_number);
    const { header } = record.lines;
    const { journal } = JSON.parse(header) as { journal: string };
    return answer(row.sale_id, row.receipt_number, { journal, seq: row.seq, header }, JSON.parse(row.flags));
  }
}

/** What comes late goes into the shift that is open now, and its cash is long in the drawer; anything else into its own shift alone. */
const isTakenBy = (till: TillRow, body: SaleBody, isLate: boolean): boolean =>
  isLate ? till.shift_id !== null : till.shift_id === body.shiftId;

const opensDrawer = ({ tenders }: SaleBody): boolean => tenders.some((tender) => tender.kind === 'cash');

const answer = (
  saleId: string,
  receiptNumber: string,
  { journal, seq, header }: Pick<Appended, 'journal' | 'seq' | 'header'>,
  flags: readonly string[],
): SaleCommitted => ({ saleId, receiptNumber, journal, seq, header, flags: [...flags] });

/** A tender of goods that do not come back with it would be money for nothing. */
function strayExchange({ tenders }: SaleBody, returnId: string | undefined): Problem | null {
  const exchanges = tenders.filter((tender) => tender.kind === 'exchange');
  const isStray = exchanges.some((tender) => tender.returnId !== returnId) || exchanges.length > 1;
  if (!isStray) return null;
  return problem(
    422,
    'exchange-differs',
    'The return and the sale do not belong together',
    'Void the sale, and begin the exchange anew.',
  );
}

const idReused = (row: SaleRow): Problem =>
  problem(
    409,
    'id-reused',
    'This sale id holds another sale',
    'Keep the sale that was committed; a new sale needs a new id.',
    {
      receiptNumber: row.receipt_number,
    },
  );

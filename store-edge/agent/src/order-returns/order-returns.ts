/**
 * Goods of an order of the shop, taken back here: record, shelf and shift in one transaction; no money moves at the till. The same request
 * again gets the same answer. Source: docs/adr/0080.
 */
import { type WaysBack, waysBack } from '@comptoir/pricing/returns/ways-back';
import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import type { OrderReturnedBody, WayBack } from '@comptoir/sync-protocol/records/order-return-body';
import { assert } from '../assert.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import { longAgo } from '../retention/long-ago.ts';
import type { ReturnAlone, ReturnableSale, ReturnCommitted } from '../returns/api.ts';
import { asTold, type Plan, planOfReceipt } from '../returns/plan.ts';
import { type ReturnRow, ReturnRows } from '../returns/return-rows.ts';
import { cardNotRefunded, idReused } from '../returns/returns.ts';
import type { Moved, Shelf } from '../sales/shelf.ts';
import { prepareShifts } from '../shifts/shift-rows.ts';
import { noShift } from '../shifts/shifts.ts';
import type { AskHeadOffice } from '../sync-port.ts';
import { orderFinder } from './find-order.ts';

type Deps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  storeId: string;
  shelf: Shelf;
  askHeadOffice: AskHeadOffice;
  /** One return at a time: two of one order would each find all of it left. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}>;
type Done = Readonly<{ first: boolean; answer: ReturnCommitted }>;

export class OrderReturns {
  readonly #deps: Deps;
  readonly #rows: ReturnRows;
  readonly #shifts: ReturnType<typeof prepareShifts>;
  readonly find: (number: string) => Promise<ReturnableSale | Problem>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#rows = new ReturnRows(deps.db);
    this.#shifts = prepareShifts(deps.db);
    this.find = orderFinder({
      askHeadOffice: deps.askHeadOffice,
      takenHere: (orderId) => this.#rows.ofSale(orderId),
      now: () => deps.clock.now(),
    });
  }

  /** @param number the order's, as it was read from `request.receipt`. */
  commit(actor: Actor, number: string, request: ReturnAlone): Promise<Done | Problem> {
    return this.#deps.inTurn(async () => {
      const fingerprint = sha256(JSON.stringify(request));
      const known = this.#rows.get(request.returnId);
      if (known) return known.fingerprint.equals(fingerprint) ? this.#again(known) : idReused();
      if (movesMoney(request)) return cardNotRefunded();
      const sale = await this.find(number);
      if (isProblem(sale)) return sale;
      const plan = asTold(planOfReceipt(sale, request), request);
      if (isProblem(plan)) return plan;
      if (plan.lines.length === 0) return nothingPicked();
      if (!sale.paid || plan.totalMinor === 0) return moneyGone();
      const ways = waysBack(sale.paid, plan.totalMinor);
      const shiftId = this.#shifts.till.get(actor.register.id)?.shift_id;
      if (!shiftId) return noShift();
      const body = this.#body(actor, request, sale, plan, shiftId, waysTold(ways, sale));
      return { first: true, answer: this.#write(actor, body, fingerprint) };
    });
  }

  #body(
    { staffId }: Actor,
    { returnId, language, reason }: ReturnAlone,
    { saleId: orderId, receiptNumber: number, currency }: ReturnableSale,
    { lines, subtotalMinor, taxes, totalMinor }: Plan,
    shiftId: string,
    waysBack: WayBack[],
  ): OrderReturnedBody {
    const { clock, newId, storeId } = this.#deps;
    return {
      ...{ returnId, orderId, number, storeId, shiftId, cashierId: staffId, language, currency, reason },
      completedAt: clock.now().toISOString(),
      lines: lines.map((line) => {
        assert(line.position !== undefined, `a line of order ${number} has no position`);
        return { ...line, position: line.position };
      }),
      ...{ subtotalMinor, taxes: [...taxes], totalMinor, waysBack },
      stock: lines.flatMap(({ productId, quantity, condition }) =>
        condition === 'sellable' ? [{ movementId: newId(), productId, quantity }] : [],
      ),
    };
  }

  #write({ register, staffId }: Actor, body: OrderReturnedBody, fingerprint: Buffer): ReturnCommitted {
    const { journal, shelf } = this.#deps;
    let moved: Moved = new Map();
    const answer = answerOf(body);
    journal.transaction(() => {
      const entry = { kind: 'order.returned', body: JSON.stringify(body) };
      const { seq } = journal.append({ ...entry, register: register.number, actor: staffId });
      const place = { ordinal: journal.ordinal, seq, receiptNumber: answer.receiptNumber };
      const taken = { ...body, original: { saleId: body.orderId }, refunds: [] };
      this.#rows.add(taken, { ...place, registerId: register.id }, fingerprint);
      this.#shifts.countOrderReturn.run(register.id);
      moved = shelf.write(body.stock);
    });
    shelf.count(moved);
    return answer;
  }

  #again({ ordinal, seq, receipt_number }: ReturnRow): Done | Problem {
    const record = this.#deps.journal.recordIn(ordinal, seq);
    return record
      ? { first: false, answer: answerOf(JSON.parse(record.lines.body)) }
      : longAgo(receipt_number);
  }
}

/** All of it goes back by Order. */
const movesMoney = ({ cardMinor, creditMinor, pointsMinor, exchangeMinor, cardAttemptIds }: ReturnAlone) =>
  cardMinor + creditMinor + pointsMinor + exchangeMinor > 0 || cardAttemptIds.length > 0;

function waysTold({ points, pointsMinor, cardMinor, besideMinor }: WaysBack, { paid }: ReturnableSale) {
  const beside = paid?.beside ?? { kind: 'gift-card' as const };
  const ways: WayBack[] = [
    ...(cardMinor > 0 ? [{ kind: 'card' as const, amountMinor: cardMinor }] : []),
    ...(besideMinor > 0 ? [{ ...beside, amountMinor: besideMinor }] : []),
    ...(pointsMinor > 0 ? [{ kind: 'loyalty-points' as const, amountMinor: pointsMinor, points }] : []),
  ];
  return ways;
}

const answerOf = ({ returnId, totalMinor, waysBack }: OrderReturnedBody): ReturnCommitted => ({
  ...{
    returnId,
    receiptNumber: returnNumber(returnId),
    totalMinor,
    cashRoundingMinor: 0,
    refunds: [],
    waysBack,
  },
});

const nothingPicked = (): Problem =>
  problem(422, 'nothing-picked', 'Nothing is to come back', 'Pick what the customer brings.');
const moneyGone = (): Problem =>
  problem(
    409,
    'money-gone',
    'No money is left of this order for these goods',
    'All of it was refunded already: head office takes them in.',
  );

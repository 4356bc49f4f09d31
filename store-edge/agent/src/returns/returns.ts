/**
 * A return is one SQLite transaction: journal record with its number, lines that are left, stock back, drawer, shift totals (E3). The
 * edge computes it, since it alone knows what came back before; the same request again gets the same answer.
 */
import { cashDue } from '@comptoir/pricing';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { Refund, ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import type { Permission } from '@comptoir/sync-protocol/staff/permissions';
import { assert } from '../assert.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import type { Payments } from '../payments/payments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { Replica } from '../replica/replica.ts';
import { longAgo } from '../retention/long-ago.ts';
import { prepareSales } from '../sales/sale-rows.ts';
import type { Moved, Shelf } from '../sales/shelf.ts';
import { prepareShifts, takeFromShift } from '../shifts/shift-rows.ts';
import { noShift } from '../shifts/shifts.ts';
import type { Approvals } from '../staff/approvals.ts';
import { giftCardCategory, type Values } from '../values/values.ts';
import type { ReturnableSale, ReturnCommitted, ReturnRequest } from './api.ts';
import { type AskHeadOffice, saleFinder } from './find-sale.ts';
import { asTold, type Plan, planOfArticles, planOfReceipt } from './plan.ts';
import { pointsBack } from './points-back.ts';
import { cashOf, ReturnRows } from './return-rows.ts';

type ReturnsDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  replica: Pick<Replica, 'rules' | 'product' | 'edgeKeys'>;
  store: () => StoreConfiguration | undefined;
  payments: Pick<Payments, 'attemptFor' | 'givenBackMinor'>;
  approvals: Approvals;
  values: Pick<Values, 'issue'>;
  shelf: Shelf;
  askHeadOffice: AskHeadOffice;
}>;
type Done = Readonly<{ first: boolean; opensDrawer: boolean; answer: ReturnCommitted }>;
/** Judged, and not written yet. `write` in a transaction, `done` after it. */
type Prepared = Readonly<{
  isKnown: boolean;
  opensDrawer: boolean;
  write: () => void;
  done: () => ReturnCommitted;
}>;

export class Returns {
  readonly #deps: ReturnsDeps;
  readonly #rows: ReturnRows;
  readonly #shifts: ReturnType<typeof prepareShifts>;
  readonly #sales: ReturnType<typeof prepareSales>;
  readonly find: (receipt: string) => Promise<ReturnableSale | Problem>;
  /** One at a time: two of one sale would each find all of it left. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: ReturnsDeps) {
    this.#deps = deps;
    this.#rows = new ReturnRows(deps.db);
    this.#shifts = prepareShifts(deps.db);
    this.#sales = prepareSales(deps.db);
    const givenBackMinor = (attemptId: string) => deps.payments.givenBackMinor(attemptId);
    this.find = saleFinder({ ...deps, rows: this.#rows, givenBackMinor });
  }

  /** Whether it would be taken, before a card is given its money back. */
  async check(actor: Actor, request: ReturnRequest): Promise<{ ok: true } | Problem> {
    const plan = await this.#plan(request);
    if (isProblem(plan)) return plan;
    return this.#refusal(actor, request, plan, request.cardMinor) ?? { ok: true };
  }

  commit(actor: Actor, request: ReturnRequest): Promise<Done | Problem> {
    return this.inTurn(async () => {
      const prepared = await this.prepare(actor, request);
      if (isProblem(prepared)) return prepared;
      const { isKnown, opensDrawer, write, done } = prepared;
      if (!isKnown) this.#deps.journal.transaction(write);
      return { first: !isKnown, opensDrawer, answer: done() };
    });
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Where its record stands, for printing. */
  place(returnId: string): Readonly<{ ordinal: number; seq: number; receipt_number: string }> | undefined {
    return this.#rows.get(returnId);
  }

  /** @param sale that it pays: an exchange, whose leave holds for when it was paid. */
  async prepare(
    actor: Actor,
    request: ReturnRequest,
    sale?: Pick<SaleBody, 'saleId' | 'completedAt'>,
  ): Promise<Prepared | Problem> {
    const fingerprint = sha256(JSON.stringify(request));
    const known = this.#rows.get(request.returnId);
    if (known) return known.fingerprint.equals(fingerprint) ? this.#again(known) : idReused();
    if (request.exchangeMinor > 0 && !sale) return cardNotRefunded();
    const plan = await this.#plan(request);
    if (isProblem(plan)) return plan;
    const cards = this.#cardRefunds(request);
    if (isProblem(cards)) return cards;
    const refusal = this.#refusal(actor, request, plan, sumOf(cards), sale?.completedAt);
    if (refusal) return refusal;
    const till = this.#shifts.till.get(actor.register.id);
    // The card has its money: the return stands, whatever became of the shift meanwhile.
    if (!till || (till.shift_id === null && cards.length === 0)) return noShift();
    const shiftId = till.shift_id ?? this.#shifts.newest.get(actor.register.id);
    if (shiftId === undefined) return noShift();
    const body = this.#body(actor, request, plan, cards, shiftId, sale?.saleId);
    let moved: Moved = new Map();
    return {
      isKnown: false,
      opensDrawer: cashOf(body) > 0,
      write: () => {
        moved = this.#write(actor, request, body, fingerprint);
      },
      done: () => {
        this.#deps.shelf.count(moved);
        return answerOf(body, this.#rows.get(body.returnId)?.receipt_number ?? '');
      },
    };
  }

  async #plan(request: ReturnRequest): Promise<Plan | Problem> {
    const plan = await this.#planOf(request);
    const isCard = (productId: string) =>
      this.#deps.replica.product(productId)?.pricing.taxCategory === giftCardCategory;
    return isProblem(plan) || !plan.lines.some(({ productId }) => isCard(productId)) ? plan : notReturnable();
  }

  async #planOf(request: ReturnRequest): Promise<Plan | Problem> {
    const { journal, clock, replica, store } = this.#deps;
    if (request.receipt !== undefined) {
      const sale = await this.find(request.receipt);
      return isProblem(sale) ? sale : asTold(planOfReceipt(sale, request), request);
    }
    const configuration = store();
    if (!configuration) return noShift();
    const today = { at: clock.now().toISOString(), businessDate: journal.businessDate() };
    return asTold(planOfArticles(request, configuration, replica, today), request);
  }

  #refusal(
    actor: Actor,
    request: ReturnRequest,
    plan: Plan,
    cardMinor: number,
    paidAt?: string,
  ): Problem | null {
    const { creditMinor, exchangeMinor, pointsMinor } = request;
    const elsewhereMinor = cardMinor + creditMinor + exchangeMinor + pointsMinor;
    const isTooMuch = elsewhereMinor > plan.totalMinor;
    if (cardMinor !== request.cardMinor || isTooMuch) return cardNotRefunded();
    if (pointsBack(plan.sale?.payments ?? [], pointsMinor) === null) return pointsNotPaid();
    const cashMinor = plan.totalMinor - elsewhereMinor;
    const needs = [...plan.needs, ...this.#otherwise(plan, cashMinor)];
    for (const permission of needs) {
      const refusal = this.#deps.approvals.refusal(
        actor,
        permission,
        request.returnId,
        request.approvalIds,
        paidAt,
      );
      if (refusal) return refusal;
    }
    return null;
  }

  /** Cash for what was not paid in cash. A coin more or less is the rounding of the one or the other. */
  #otherwise({ sale }: Plan, cashMinor: number): Permission[] {
    if (!sale) return [];
    const increment = this.#deps.replica.rules()?.cashIncrementMinor ?? 0;
    const paid = sale.payments.filter(({ kind }) => kind === 'cash');
    const left = sumOf(paid) - this.#rows.cashOfSale(sale.saleId);
    return cashMinor > Math.max(0, left) + increment ? ['refund-otherwise'] : [];
  }

  #cardRefunds({ returnId, cardAttemptIds }: ReturnRequest): Refund[] | Problem {
    const refunds: Refund[] = [];
    for (const attemptId of new Set(cardAttemptIds)) {
      const attempt = this.#deps.payments.attemptFor(attemptId);
      const isBack =
        attempt?.kind === 'refund' &&
        attempt.state === 'approved' &&
        attempt.saleId === returnId &&
        !attempt.isTendered;
      const card = attempt?.card;
      if (!isBack || !card || !('last4' in card)) return cardNotRefunded();
      const { brand, last4, terminalReference } = card;
      const { amountMinor } = attempt;
      refunds.push({ kind: 'card', amountMinor, attemptId, brand, last4, terminalReference });
    }
    return refunds;
  }

  #body(
    { staffId }: Actor,
    { returnId, language, reason, approvalIds, creditMinor, exchangeMinor, pointsMinor }: ReturnRequest,
    { sale, lines, subtotalMinor, taxes, totalMinor }: Plan,
    cards: readonly Refund[],
    shiftId: string,
    saleId = '',
  ): ReturnBody {
    const { clock, newId, replica, store } = this.#deps;
    const configuration = store();
    assert(configuration !== undefined, 'a return at a store without a configuration');
    const increment = replica.rules()?.cashIncrementMinor ?? 1;
    const points = pointsBack(sale?.payments ?? [], pointsMinor) ?? [];
    const elsewhereMinor = sumOf(cards) + sumOf(points) + creditMinor + exchangeMinor;
    const inCash = elsewhereMinor < totalMinor;
    const { roundingMinor, cashDueMinor } = cashDue(totalMinor, [elsewhereMinor], increment);
    const exchanged = { kind: 'exchange' as const, amountMinor: exchangeMinor, saleId };
    const credit = { kind: 'store-credit' as const, amountMinor: creditMinor, valueId: newId() };
    const original = sale && originalOf(sale);
    const [approval, ...moreApprovals] = approvalIds.flatMap((id) => this.#deps.approvals.byId(id) ?? []);
    return {
      ...{ returnId, storeId: configuration.id, shiftId, cashierId: staffId, language },
      ...{ completedAt: clock.now().toISOString(), currency: configuration.currency },
      ...(original ? { original } : {}),
      reason,
      ...(approval ? { approval } : {}),
      ...(moreApprovals.length > 0 ? { moreApprovals } : {}),
      lines: [...lines],
      subtotalMinor,
      taxes: [...taxes],
      totalMinor,
      cashRoundingMinor: inCash ? roundingMinor : 0,
      refunds: [
        ...(exchangeMinor > 0 ? [exchanged] : []),
        ...cards,
        ...points,
        ...(creditMinor > 0 ? [credit] : []),
        ...(inCash ? [{ kind: 'cash' as const, amountMinor: cashDueMinor }] : []),
      ],
      // A deposit was never on a shelf.
      stock: lines.flatMap(({ productId, quantity, condition }) =>
        condition === 'sellable' && replica.product(productId)?.pricing.isCharge !== true
          ? [{ movementId: newId(), productId, quantity }]
          : [],
      ),
    };
  }

  /** In the transaction. */
  #write({ register, staffId }: Actor, request: ReturnRequest, body: ReturnBody, fingerprint: Buffer): Moved {
    const { journal, shelf, approvals, values } = this.#deps;
    const entry = { register: register.number, actor: staffId };
    const numbered = { kind: 'return', body: JSON.stringify(body), numberedFor: register.id };
    const { seq, number: receiptNumber } = journal.append({ ...numbered, ...entry });
    assert(receiptNumber !== undefined, `return ${body.returnId} has no receipt number`);
    const place = { ordinal: journal.ordinal, seq, receiptNumber, registerId: register.id };
    this.#rows.add(body, place, fingerprint);
    for (const refund of body.refunds) {
      if (refund.kind === 'card') this.#sales.useAttempt.run(refund.attemptId);
      if (refund.kind === 'store-credit') {
        const credit = { ...refund, source: { returnId: body.returnId } };
        values.issue(credit, entry, refund.valueId);
      }
    }
    for (const approvalId of request.approvalIds) approvals.use(approvalId, body.returnId);
    takeFromShift(this.#shifts, register.id, body);
    const opened = { reason: 'return', returnId: body.returnId };
    if (cashOf(body) > 0) journal.append({ kind: 'drawer.opened', body: JSON.stringify(opened), ...entry });
    return shelf.write(body.stock);
  }

  #again({
    ordinal,
    seq,
    receipt_number,
  }: {
    ordinal: number;
    seq: number;
    receipt_number: string;
  }): Prepared | Problem {
    const record = this.#deps.journal.recordIn(ordinal, seq);
    if (!record) return longAgo(receipt_number);
    const body: ReturnBody = JSON.parse(record.lines.body);
    return {
      ...{ isKnown: true, opensDrawer: false, write: () => undefined },
      done: () => answerOf(body, receipt_number),
    };
  }
}

function originalOf({ saleId, receiptNumber, known, payments }: ReturnableSale) {
  assert(known !== 'order', 'an order comes back by a record of its own');
  const tipMinor = payments.reduce((sum, payment) => sum + (payment.tipMinor ?? 0), 0);
  return { saleId, receiptNumber, known, ...(tipMinor === 0 ? {} : { tipMinor }) };
}

const sumOf = (amounts: readonly Readonly<{ amountMinor: number }>[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const answerOf = (
  { returnId, totalMinor, cashRoundingMinor, refunds }: ReturnBody,
  receiptNumber: string,
): ReturnCommitted => ({ returnId, receiptNumber, totalMinor, cashRoundingMinor, refunds });

const notReturnable = (): Problem =>
  problem(409, 'not-returnable', 'A gift card is not taken back', 'What is left on it stays good.');
export const idReused = (): Problem =>
  problem(409, 'id-reused', 'This return id holds another return', 'A new return needs a new id.');
export const cardNotRefunded = (): Problem =>
  problem(
    422,
    'card-not-refunded',
    'The card was not given its money back',
    'Refund the card first, or give cash.',
  );
const pointsNotPaid = (): Problem =>
  problem(
    422,
    'points-not-paid',
    'So much was not paid in points',
    'Give back in points at most what they paid.',
  );

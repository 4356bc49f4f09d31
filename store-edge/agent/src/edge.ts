/** The store's edge without its wires: what the calls of `api.ts` come down to, once it is known who calls. */
import type {
  CashMoveRequest,
  CataloguePage,
  CloseShiftRequest,
  EdgeState,
  OpenShiftRequest,
  PaymentState,
  PrintRequest,
  PrintState,
  RefundRequest,
  RegisterAnswer,
  RulesAnswer,
  SaleSummary,
  Shift,
  ShiftClosed,
  ShiftSoFar,
  StockAnswer,
  StockElsewhere,
} from './api.ts';
import type { SuspendedBaskets } from './baskets/suspended.ts';
import type { Clock } from './clock.ts';
import type { Closings } from './closings/closings.ts';
import type { CouponUses } from './coupons/coupon-uses.ts';
import { refusedForSpace } from './database/free-space.ts';
import type { DeviceBoard } from './devices/device-board.ts';
import { cataloguePositionOf, edgeStateOf } from './edge-state.ts';
import type { ExchangeRequest } from './exchanges/api.ts';
import { exchange } from './exchanges/exchange.ts';
import type { Journal } from './journal/journal.ts';
import { orderNumberIn } from './order-returns/find-order.ts';
import type { OrderReturns } from './order-returns/order-returns.ts';
import type { Pairing } from './pairing/pairing.ts';
import type { PaymentRequest, Payments } from './payments/payments.ts';
import type { Spooler } from './printing/spooler.ts';
import type { Language } from './printing/words.ts';
import { isProblem, notReady, type Problem, problem } from './problem.ts';
import { fromE4 } from './quantity.ts';
import type { Actor, HandingOver, Register } from './register.ts';
import type { Replica } from './replica/replica.ts';
import { longAgo } from './retention/long-ago.ts';
import type { ReturnAlone, ReturnableSale, ReturnRequest } from './returns/api.ts';
import type { Returns } from './returns/returns.ts';
import { checkBasket } from './sales/check-basket.ts';
import type { Committed, Sales } from './sales/sales.ts';
import type { CashMoves } from './shifts/cash-moves.ts';
import type { Shifts } from './shifts/shifts.ts';
import type { Approvals } from './staff/approvals.ts';
import { notLoggedIn, type Staff } from './staff/staff.ts';
import { holdersOf } from './stock/look-up.ts';
import type { StoreStock } from './stock/store-stock.ts';
import type { LinkState } from './sync-port.ts';
import type { Values } from './values/values.ts';

export type EdgeParts = Readonly<{
  storeId: string;
  devicesRegister: string;
  clock: Clock;
  newId: () => string;
  journal: Journal;
  journalAlteredAt: () => number | null;
  clockSuspect: () => EdgeState['clockSuspect'];
  replica: Replica;
  sales: Sales;
  stock: StoreStock;
  shifts: Shifts;
  closings: Closings;
  staff: Staff;
  pairing: Pairing;
  payments: Payments;
  values: Values;
  returns: Returns;
  orderReturns: OrderReturns;
  baskets: SuspendedBaskets;
  couponUses: CouponUses;
  cashMoves: CashMoves;
  approvals: Approvals;
  spooler: Spooler;
  board: Pick<DeviceBoard, 'openDrawer' | 'states'>;
  link: () => LinkState;
  freeBytes: () => Promise<number>;
  onCommit: (seconds: number) => void;
  /** A Z is in the journal. */
  onZ: () => void;
}>;

export class Edge {
  readonly #parts: EdgeParts;
  readonly sales: Sales;
  readonly shifts: Shifts;
  readonly closings: Closings;
  readonly staff: Staff;
  readonly pairing: Pairing;
  readonly payments: Payments;
  readonly returns: Returns;
  readonly baskets: SuspendedBaskets;
  readonly couponUses: CouponUses;
  readonly approvals: Approvals;
  readonly spooler: Spooler;

  constructor(parts: EdgeParts) {
    this.#parts = parts;
    this.sales = parts.sales;
    this.shifts = parts.shifts;
    this.closings = parts.closings;
    this.staff = parts.staff;
    this.pairing = parts.pairing;
    this.payments = parts.payments;
    this.returns = parts.returns;
    this.baskets = parts.baskets;
    this.couponUses = parts.couponUses;
    this.approvals = parts.approvals;
    this.spooler = parts.spooler;
  }

  state(): EdgeState {
    return edgeStateOf(this.#parts);
  }

  readiness(): Readonly<{ ready: boolean; store: boolean; rules: boolean; staff: boolean }> {
    const { replica, storeId } = this.#parts;
    const store = replica.store(storeId) !== undefined;
    const rules = replica.rules() !== undefined;
    const staff = replica.staff().length > 0;
    return { ready: store && rules && staff, store, rules, staff };
  }

  register(register: Register, terminalId: string): RegisterAnswer | Problem {
    const { replica, storeId, staff } = this.#parts;
    const store = replica.store(storeId);
    if (!store) return notReady();
    return {
      ...{ register, store, staff: staff.list(), epoch: replica.feed('catalogue')?.edition ?? '' },
      ...(this.pairing.isKeyOld(terminalId) ? { rotateKey: true } : {}),
    };
  }

  rules(): RulesAnswer | Problem {
    const { replica } = this.#parts;
    const rules = replica.rules();
    if (!rules) return notReady();
    return { rules, categories: replica.categories(), cataloguePosition: cataloguePositionOf(replica) };
  }

  /** A checkpoint of another edition begins anew: positions of two editions cannot be compared. */
  catalogue({
    afterEpoch,
    afterPos,
    limit,
  }: Readonly<{ afterEpoch: string; afterPos: number; limit: number }>): CataloguePage {
    const { replica } = this.#parts;
    const feed = replica.feed('catalogue');
    const epoch = feed?.edition ?? '';
    const from = afterEpoch === epoch ? afterPos : 0;
    const rows = replica.products(from, limit);
    const isEnd = rows.length < limit;
    const lastPos = rows.at(-1)?.pos ?? from;
    return {
      documents: rows.map(({ pos, deleted, product }) => ({ ...product, pos, deleted })),
      checkpoint: { epoch, pos: lastPos },
      caughtUp: isEnd && (feed?.caughtUp ?? false),
    };
  }

  stock(productId: string): StockAnswer {
    const { stock, clock } = this.#parts;
    const onHand = fromE4(stock.onHandE4(productId));
    return { productId, onHand, asOf: clock.now().toISOString() };
  }

  stockElsewhere(productId: string): StockElsewhere {
    return holdersOf(this.#parts, productId);
  }

  async checkBasket(raw: string): Promise<{ ok: true } | Problem> {
    const { freeBytes, replica, clock } = this.#parts;
    return (await refusedForSpace(freeBytes)) ?? checkBasket(raw, replica, clock.now().toISOString());
  }

  commitSale(by: HandingOver, raw: string): Committed | Problem {
    const startedMs = performance.now();
    const committed = this.sales.commit(by, raw);
    if (isProblem(committed)) return committed;
    this.#printValues(committed.answer.saleId, by.register, committed.language);
    if (!committed.first) return committed;
    this.#parts.onCommit((performance.now() - startedMs) / 1000);
    if (committed.opensDrawer && by.register.number === this.#parts.devicesRegister)
      void this.#parts.board.openDrawer();
    return committed;
  }

  async checkReturn(actor: Actor, request: ReturnRequest): Promise<{ ok: true } | Problem> {
    return (await refusedForSpace(this.#parts.freeBytes)) ?? this.returns.check(actor, request);
  }

  /** By a receipt, or by an order of the shop. */
  findReturnable(receipt: string): Promise<ReturnableSale | Problem> {
    const orderNumber = orderNumberIn(receipt);
    return orderNumber === undefined
      ? this.returns.find(receipt)
      : this.#parts.orderReturns.find(orderNumber);
  }

  async takeBack(actor: Actor, request: ReturnAlone) {
    const orderNumber = orderNumberIn(request.receipt ?? '');
    if (orderNumber !== undefined) {
      const full = await refusedForSpace(this.#parts.freeBytes);
      return full ?? this.#parts.orderReturns.commit(actor, orderNumber, request);
    }
    const done = await this.returns.commit(actor, request);
    if (!isProblem(done)) this.#printValues(request.returnId, actor.register, request.language);
    if (!isProblem(done) && done.opensDrawer && actor.register.number === this.#parts.devicesRegister)
      void this.#parts.board.openDrawer();
    return done;
  }

  async exchange(by: HandingOver, request: ExchangeRequest) {
    const { journal, board, devicesRegister } = this.#parts;
    const done = await exchange({ journal, returns: this.returns, sales: this.sales }, by, request);
    if (isProblem(done)) return done;
    const { returnId, language } = request.return;
    for (const subjectId of [done.answer.sale.saleId, returnId])
      this.#printValues(subjectId, by.register, language);
    if (done.opensDrawer && by.register.number === devicesRegister) void board.openDrawer();
    return done;
  }

  /** A slip for each card that was issued; the same again prints nothing more. */
  #printValues(subjectId: string, { id }: Register, language: Language): void {
    for (const valueId of this.#parts.values.issuedFor(subjectId))
      this.spooler.enqueue(valueId, 'value', valueId, id, language);
  }

  recentSales(register: Register, limit: number): SaleSummary[] {
    const { journal } = this.#parts;
    const cosigned = journal.cosigned().seq;
    return this.sales.newest(register, limit).map((row) => ({
      saleId: row.sale_id,
      receiptNumber: row.receipt_number,
      at: row.at,
      cashierId: row.cashier_id,
      itemCount: row.item_count,
      totalMinor: row.total_minor,
      cosigned: row.ordinal === journal.ordinal && row.seq <= cosigned,
    }));
  }

  async startPayment(actor: Actor, request: PaymentRequest): Promise<PaymentState | Problem> {
    const full = await refusedForSpace(this.#parts.freeBytes);
    if (full) return full;
    if (this.sales.row(request.saleId)) {
      return problem(
        409,
        'sale-committed',
        'This sale is paid',
        'Nothing is due on it: do not run the card.',
      );
    }
    return this.payments.start(actor, request);
  }

  async startRefund(actor: Actor, request: RefundRequest): Promise<PaymentState | Problem> {
    return (await refusedForSpace(this.#parts.freeBytes)) ?? this.payments.startRefund(actor, request);
  }

  print(register: Register, { printId, saleId, language, gift }: PrintRequest): PrintState | Problem {
    const returned = this.returns.place(saleId);
    const place = returned ?? this.sales.row(saleId);
    if (!place) return problem(404, 'unknown-sale', 'No such sale', 'Commit the sale first, then print.');
    if (!this.#parts.journal.recordIn(place.ordinal, place.seq)) return longAgo(place.receipt_number);
    return this.spooler.enqueue(
      printId,
      returned ? 'return' : gift ? 'gift' : 'receipt',
      saleId,
      register.id,
      language,
    );
  }

  openShift({ register, staffId }: HandingOver, { floatMinor, away }: OpenShiftRequest): Shift | Problem {
    const cashierId = staffId ?? away?.cashierId;
    if (cashierId === undefined) return notLoggedIn();
    return this.shifts.open({ register, staffId: cashierId }, floatMinor, away?.shiftId);
  }

  closeShift(actor: Actor, counted: CloseShiftRequest): ShiftClosed | Problem {
    const closed = this.shifts.close(actor, counted);
    if (isProblem(closed)) return closed;
    this.#parts.onZ();
    this.spooler.enqueue(this.#parts.newId(), 'z', closed.figures.shiftId, actor.register.id, 'fr');
    return closed.figures;
  }

  printX(register: Register): ShiftSoFar | Problem {
    const soFar = this.shifts.soFar(register);
    if (isProblem(soFar)) return soFar;
    // As it was read: the shift may be closed before the printer has paper again.
    this.spooler.enqueue(this.#parts.newId(), 'x', JSON.stringify(soFar), register.id, 'fr');
    return soFar;
  }

  moveCash(actor: Actor, request: CashMoveRequest) {
    const done = this.#parts.cashMoves.move(actor, request);
    if (isProblem(done) || !done.first) return done;
    if (actor.register.number === this.#parts.devicesRegister) this.#parts.board.openDrawer();
    this.spooler.enqueue(this.#parts.newId(), 'cash', request.movementId, actor.register.id, 'fr');
    return done;
  }

  /** Without a sale; journaled before the drawer moves. */
  openDrawer({ register, staffId }: Actor): { opened: true } | Problem {
    const { board, devicesRegister } = this.#parts;
    if (register.number !== devicesRegister) {
      return problem(409, 'no-drawer', 'No drawer here', `The drawer serves register ${devicesRegister}.`);
    }
    this.noteDrawer(staffId);
    void board.openDrawer();
    return { opened: true };
  }

  /** Whoever may has seen that it is the person whom wrong PINs keep out; told in the journal. */
  unlock(managerId: string, staffId: string): void {
    if (this.staff.lockedUntil(staffId) === null) return;
    const { journal, newId, devicesRegister: register } = this.#parts;
    const approval = { permission: 'unlock', approvedBy: managerId, cashierId: staffId };
    const body = JSON.stringify({ approvalId: newId(), ...approval });
    journal.transaction(() => {
      journal.append({ kind: 'access.approved', body, register, actor: managerId });
      this.staff.unlock(staffId);
    });
  }

  /** That somebody opens it without a sale, be it to test it: before it moves. */
  noteDrawer(staffId: string): void {
    const { journal, devicesRegister: register } = this.#parts;
    const body = JSON.stringify({ reason: 'no-sale' });
    journal.transaction(() => journal.append({ kind: 'drawer.opened', body, register, actor: staffId }));
  }
}

/**
 * The calls to the edge agent, typed by its contract. Answers are not parsed again: this app is served by the very edge that
 * it asks, so both sides of the contract come from one build.
 */
import type {
  ApprovalAnswer,
  ApprovalRequest,
  CashMoved,
  CashMoveRequest,
  CataloguePage,
  CloseShiftRequest,
  CouponUse,
  CustomerAtTill,
  CustomerView,
  DeviceName,
  DeviceTested,
  EdgeState,
  Exchanged,
  ExchangeRequest,
  FoundSale,
  HandOverRequest,
  NewCustomerAnswer,
  NewCustomerRequest,
  OpenShiftRequest,
  OrdersToPrepare,
  PairAnswer,
  PaymentState,
  PointsSpendAnswer,
  PointsSpendRequest,
  PrintState,
  ReceiptMailAnswer,
  ReceiptMailRequest,
  RefundRequest,
  RegisterAnswer,
  ReturnableSale,
  ReturnCommitted,
  ReturnRequest,
  RulesAnswer,
  SaleCommitted,
  SaleSummary,
  SessionAnswer,
  SettingsAnswer,
  SettleRequest,
  Shift,
  ShiftClosed,
  ShiftSoFar,
  SpendAnswer,
  SpendRequest,
  StaffCredential,
  StockAnswer,
  StockElsewhere,
  SuspendedBasket,
  SuspendRequest,
  TakenBasket,
  TillSpan,
  TrainingBegun,
  ValueAtTill,
  VoidRequest,
  Weighed,
  WitnessAnswer,
} from '@comptoir/edge-agent/api';
import { traceparentOfSale, trainingHeader } from '@comptoir/edge-agent/api';
import type { SettingName } from '@comptoir/sync-protocol/settings/store-settings';
import type { SignedHead, Succession } from '@comptoir/sync-protocol/wire/calls';
import { learnTime } from './edge-time.ts';
import type { TokenSource } from './identity.ts';
import { type Reply, replyOf } from './problem.ts';

const timeoutMs = 8_000;
/** A customer holds out money: a till that waits longer than this sells by itself. */
const checkTimeoutMs = 5_000;
const pageTimeoutMs = 30_000;
/** A label takes its time to come out. */
const deviceTimeoutMs = 25_000;

type Call = Readonly<{
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  json?: unknown;
  bytes?: string;
  timeoutMs?: number;
  /** In whose trace it is. */
  saleId?: string;
}>;

async function call<Body>(
  path: string,
  { method = 'GET', json, bytes, timeoutMs: limit = timeoutMs }: Call,
  headers: HeadersInit,
) {
  const body = bytes ?? (json === undefined ? undefined : JSON.stringify(json));
  try {
    const response = await fetch(`/edge/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      signal: AbortSignal.timeout(limit),
    });
    learnTime(response.headers.get('date'));
    return await replyOf<Body>(response);
  } catch {
    // fetch throws for silence only: refused, reset, torn or too slow.
    return { is: 'unreachable' } satisfies Reply<Body>;
  }
}

export const pair = (code: string, publicKeyJwk: object, name: string): Promise<Reply<PairAnswer>> =>
  call<PairAnswer>('/pair', { method: 'POST', json: { code, publicKeyJwk, name } }, {});

export const tellKey = (token: string, successions: readonly Succession[]): Promise<Reply<null>> =>
  call<null>('/terminal-keys', { method: 'POST', json: { token, successions } }, {});

export class EdgeClient {
  readonly #token: TokenSource;
  readonly #onNotLoggedIn: () => void;
  readonly #onTrainingOver: () => void;
  #session: string | null = null;
  #training: string | null = null;

  /**
   * @param onNotLoggedIn the edge does not know the session: it ended there, or it was made here while the edge was away.
   * @param onTrainingOver the edge does not know the training: it began anew.
   */
  constructor(token: TokenSource, onNotLoggedIn: () => void, onTrainingOver: () => void) {
    this.#token = token;
    this.#onNotLoggedIn = onNotLoggedIn;
    this.#onTrainingOver = onTrainingOver;
  }

  useSession(session: string | null): void {
    this.#session = session;
  }

  /** Every call says it from now on: the edge answers from books that are thrown away. */
  useTraining(trainingId: string): void {
    this.#training = trainingId;
  }

  async #call<Body>(path: string, options: Call = {}): Promise<Reply<Body>> {
    // Of the moment of the call: a logout is told with the session that it ends.
    const session = this.#session;
    const headers = {
      Authorization: `Bearer ${await this.#token()}`,
      ...(session === null ? {} : { 'Cashier-Session': session }),
      ...(this.#training === null ? {} : { [trainingHeader]: this.#training }),
      ...(options.saleId === undefined ? {} : { Traceparent: traceparentOfSale(options.saleId) }),
    };
    const reply = await call<Body>(path, options, headers);
    const isUnknown = reply.is === 'problem' && reply.problem.type === 'not-logged-in';
    if (isUnknown && session === this.#session) this.#onNotLoggedIn();
    if (reply.is === 'problem' && reply.problem.type === 'training-over') this.#onTrainingOver();
    return reply;
  }

  readonly state = () => this.#call<EdgeState>('/state');
  readonly witness = (head: SignedHead | null) =>
    this.#call<WitnessAnswer>('/witness', { method: 'POST', json: { head } });
  readonly register = () => this.#call<RegisterAnswer>('/register');
  readonly rules = () => this.#call<RulesAnswer>('/rules', { timeoutMs: pageTimeoutMs });
  readonly login = (credential: StaffCredential) =>
    this.#call<SessionAnswer>('/sessions', { method: 'POST', json: credential });
  readonly logout = () => this.#call<null>('/sessions/current', { method: 'DELETE' });

  readonly catalogue = (after: { epoch: string; pos: number } | undefined, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (after) {
      query.set('afterEpoch', after.epoch);
      query.set('afterPos', String(after.pos));
    }
    return this.#call<CataloguePage>(`/catalogue?${query}`, { timeoutMs: pageTimeoutMs });
  };

  readonly currentShift = () => this.#call<Shift>('/shifts/current');
  readonly openShift = (request: OpenShiftRequest) =>
    this.#call<Shift>('/shifts', { method: 'POST', json: request });
  readonly closeShift = (counted: CloseShiftRequest) =>
    this.#call<ShiftClosed>('/shifts/current/close', { method: 'POST', json: counted });
  readonly setSetting = (name: SettingName, value: unknown) =>
    this.#call<SettingsAnswer>(`/settings/${name}`, { method: 'PUT', json: { value } });
  readonly printX = () => this.#call<ShiftSoFar>('/shifts/current/x', { method: 'POST', json: {} });
  readonly moveCash = (request: CashMoveRequest) =>
    this.#call<CashMoved>('/cash', { method: 'POST', json: request });

  readonly customer = (card: string) =>
    this.#call<CustomerAtTill>(`/customers?${new URLSearchParams({ card })}`);
  readonly newCustomer = (request: NewCustomerRequest) =>
    this.#call<NewCustomerAnswer>('/customers', { method: 'POST', json: request });
  readonly customers = (text: string) =>
    this.#call<CustomerAtTill[]>(`/customers/search?${new URLSearchParams({ text })}`);

  readonly holdCoupon = (use: CouponUse) => this.#call<null>('/coupons/uses', { method: 'PUT', json: use });
  readonly releaseCoupon = (use: CouponUse) =>
    this.#call<null>('/coupons/uses/release', { method: 'POST', json: use });

  readonly checkBasket = (body: unknown) =>
    this.#call<{ ok: true }>('/baskets/check', {
      method: 'POST',
      json: body,
      timeoutMs: checkTimeoutMs,
    });
  readonly mailReceipt = (saleId: string, request: ReceiptMailRequest) =>
    this.#call<ReceiptMailAnswer>(`/sales/${saleId}/mails`, { method: 'POST', json: request });
  readonly tellVoid = (request: VoidRequest) => this.#call<null>('/voids', { method: 'POST', json: request });
  readonly submitSale = (saleId: string, bytes: string, formerNumber?: string) =>
    this.#call<SaleCommitted>(formerNumber ? `/sales?formerly=${formerNumber}` : '/sales', {
      method: 'POST',
      bytes,
      saleId,
    });
  readonly exchange = (saleId: string, request: ExchangeRequest) =>
    this.#call<Exchanged>('/exchanges', { method: 'POST', json: request, saleId });
  readonly tellSpan = (span: TillSpan) =>
    this.#call<null>('/spans', { method: 'POST', json: { spans: [span] } });
  readonly recentSales = (limit: number) => this.#call<SaleSummary[]>(`/sales?limit=${limit}`);

  readonly startPayment = (attemptId: string, saleId: string, amountMinor: number) =>
    this.#call<PaymentState>('/payments', {
      method: 'POST',
      json: { attemptId, saleId, amountMinor },
      saleId,
    });
  readonly payment = (attemptId: string) => this.#call<PaymentState>(`/payments/${attemptId}`);
  readonly abortPayment = (attemptId: string) =>
    this.#call<PaymentState>(`/payments/${attemptId}/abort`, { method: 'POST' });

  readonly suspend = (request: SuspendRequest) =>
    this.#call<object>('/baskets/suspended', { method: 'POST', json: request });
  readonly suspended = () => this.#call<SuspendedBasket[]>('/baskets/suspended');
  readonly takeUp = (basketId: string) =>
    this.#call<TakenBasket>(`/baskets/suspended/${basketId}/take`, { method: 'POST', json: {} });
  readonly dropSuspended = (basketId: string) =>
    this.#call<null>(`/baskets/suspended/${basketId}`, { method: 'DELETE' });

  readonly findValue = (code: string) =>
    this.#call<ValueAtTill>('/values/find', { method: 'POST', json: { code } });
  readonly spendValue = (request: SpendRequest) =>
    this.#call<SpendAnswer>('/values/spends', { method: 'POST', json: request });
  readonly spendPoints = (request: PointsSpendRequest) =>
    this.#call<PointsSpendAnswer>('/points/spends', { method: 'POST', json: request });
  readonly releaseValue = (spendId: string) =>
    this.#call<null>(`/values/spends/${spendId}/release`, { method: 'POST', json: {} });

  readonly refund = (request: RefundRequest) =>
    this.#call<PaymentState>('/refunds', { method: 'POST', json: request });
  readonly findReceipt = (receipt: string) =>
    this.#call<ReturnableSale>('/returns/find', { method: 'POST', json: { receipt } });
  readonly searchSales = (wanted: Readonly<Record<string, string | number>>) =>
    this.#call<FoundSale[]>(
      `/returns/sales?${new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]))}`,
    );
  readonly checkReturn = (request: ReturnRequest) =>
    this.#call<{ ok: true }>('/returns/check', { method: 'POST', json: request });
  readonly takeBack = (request: ReturnRequest) =>
    this.#call<ReturnCommitted>('/returns', { method: 'POST', json: request });
  readonly approve = (request: ApprovalRequest) =>
    this.#call<ApprovalAnswer>('/approvals', { method: 'POST', json: request });

  readonly settlePayment = (attemptId: string, request: SettleRequest) =>
    this.#call<PaymentState>(`/payments/${attemptId}/settle`, { method: 'POST', json: request });

  readonly print = (printId: string, saleId: string, language: 'fr' | 'en', gift = false) =>
    this.#call<PrintState>('/prints', {
      method: 'POST',
      json: { printId, saleId, language, gift },
      saleId,
    });
  readonly showCustomer = (view: CustomerView) =>
    this.#call<null>('/customer-display', { method: 'PUT', json: view });
  readonly testDevice = (name: DeviceName) =>
    this.#call<DeviceTested>(`/devices/${name}/test`, {
      method: 'POST',
      json: {},
      timeoutMs: deviceTimeoutMs,
    });
  readonly ordersToPrepare = () => this.#call<OrdersToPrepare>('/orders-to-prepare');
  readonly handOver = (orderId: string, request: HandOverRequest) =>
    this.#call<object>(`/orders/${orderId}/hand-over`, { method: 'POST', json: request });
  readonly beginTraining = () => this.#call<TrainingBegun>('/training', { method: 'POST', json: {} });
  readonly endTraining = (trainingId: string) =>
    this.#call<null>(`/training/${trainingId}`, { method: 'DELETE' });
  readonly weigh = () => this.#call<Weighed>('/weighings', { method: 'POST', json: {} });
  readonly openDrawer = () => this.#call<null>('/drawer', { method: 'POST', json: {} });
  readonly stock = (productId: string) => this.#call<StockAnswer>(`/stock/${encodeURIComponent(productId)}`);
  readonly stockElsewhere = (productId: string) =>
    this.#call<StockElsewhere>(`/stock/${encodeURIComponent(productId)}/elsewhere`);
}

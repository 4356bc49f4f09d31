import { type CardKind, type Faults, noFaults, type OnceFault } from './faults.ts';
import { hundredths, type Refund, terminalMemory } from './memory.ts';
import {
  failure,
  type Header,
  type NexoRequest,
  type PaymentRequest,
  paymentSuccess,
  typeOf,
} from './messages.ts';

export type Screen =
  | 'idle'
  | 'present-card'
  | 'enter-pin'
  | 'authorising'
  | 'approved'
  | 'declined'
  | 'aborted'
  | 'restarting';
/** How the request ends on the wire: an answer, the connection cut, or nothing. */
export type Reply =
  | Readonly<{ kind: 'answer'; body: Record<string, unknown> | null }>
  | Readonly<{ kind: 'cut' }>
  | Readonly<{ kind: 'nothing' }>;

export type TerminalOptions = Readonly<{
  stateFile?: string | undefined;
  mode: 'auto' | 'manual';
  /** How long the customer of the automatic mode takes. */
  autoMs: number;
  /** Between the steps of a payment. */
  stepMs: number;
  cardTimeoutMs?: number;
  restartMs?: number;
}>;

type Running = {
  key: string;
  header: Header;
  request: PaymentRequest;
  reply: (reply: Reply) => void;
  timers: NodeJS.Timeout[];
  cardRead: boolean;
};

/**
 * The payment terminal behind its wire. One payment at a time; a known (SaleID, ServiceID) gets the remembered answer, never a second
 * charge; a payment goes on when the till's connection is lost. What it decided is on disk before it is said.
 */
export function paymentTerminal(options: TerminalOptions) {
  const memory = terminalMemory(options.stateFile);
  let mode = options.mode;
  let faults: Faults = noFaults;
  let screen: Screen = 'idle';
  let shown = { amount: '', currency: '' };
  let running: Running | null = null;
  let restarting: NodeJS.Timeout | null = null;
  let backToIdle: NodeJS.Timeout | null = null;
  const keyOf = (reference: { SaleID: string; ServiceID: string }) =>
    `${reference.SaleID}/${reference.ServiceID}`;

  function show(next: Screen): void {
    if (backToIdle) clearTimeout(backToIdle);
    screen = next;
    if (next === 'approved' || next === 'declined' || next === 'aborted')
      backToIdle = setTimeout(() => show('idle'), 3_000);
  }

  /** True once if that fault was asked for. */
  function once(fault: OnceFault): boolean {
    if (!faults[fault]) return false;
    faults = { ...faults, [fault]: false };
    return true;
  }

  /** What a payment request gets when it is not to be carried out. */
  function answerInstead(key: string): Record<string, unknown> | null {
    const known = memory.result(key);
    if (known) return known.body;
    if (running?.key === key) return failure('NotAllowed', 'already in progress');
    return running ? failure('Busy', 'another payment is in progress') : null;
  }

  function pay(header: Header, request: PaymentRequest, reply: Running['reply']): void {
    const key = keyOf(header);
    const instead = answerInstead(key);
    if (instead) {
      reply({ kind: 'answer', body: instead });
      return;
    }
    const mine: Running = { key, header, request, reply, timers: [], cardRead: false };
    running = mine;
    const { RequestedAmount, Currency } = request.PaymentTransaction.AmountsReq;
    shown = { amount: RequestedAmount.toFixed(2), currency: Currency };
    show('present-card');
    mine.timers.push(setTimeout(() => fail('Aborted', 'aborted'), options.cardTimeoutMs ?? 120_000));
    if (mode === 'auto') mine.timers.push(setTimeout(() => card('contactless'), options.autoMs));
  }

  function end(): Running | null {
    const ended = running;
    for (const timer of ended?.timers ?? []) clearTimeout(timer);
    running = null;
    return ended;
  }

  function fail(condition: string, next: Screen): void {
    const ended = end();
    if (!ended) return;
    show(next);
    const body = { ...failure(condition, condition), SaleData: ended.request.SaleData };
    memory.remember(ended.key, { header: ended.header, body, forgotten: false });
    ended.reply({ kind: 'answer', body });
  }

  /** A card is presented. False if nobody asked for one. */
  function card(kind: CardKind): boolean {
    const mine = running;
    if (!mine || mine.cardRead) return false;
    if (kind === 'redKey') {
      fail('Cancel', 'aborted');
      return true;
    }
    mine.cardRead = true;
    const steps: [Screen, number][] =
      kind === 'contactless'
        ? [['authorising', options.stepMs]]
        : [
            ['enter-pin', options.stepMs * 2],
            ['authorising', options.stepMs],
          ];
    let atMs = 0;
    for (const [step, lastsMs] of steps) {
      mine.timers.push(setTimeout(() => show(step), atMs));
      atMs += lastsMs;
    }
    mine.timers.push(setTimeout(() => decide(kind), atMs + faults.slow));
    return true;
  }

  function decide(kind: Exclude<CardKind, 'redKey'>): void {
    if (!running) return;
    if (once('restartInPayment')) restart();
    else if (once('cutBeforeCharge')) cut();
    else if (kind === 'wrongPin') fail('WrongPIN', 'declined');
    else if (kind === 'declined' || faults.decline) fail('Refusal', 'declined');
    else charge(kind === 'chip' ? 'ICC' : 'Contactless');
  }

  /** The link goes before the charge: the terminal gives up, and knows that it did. */
  function cut(): void {
    const ended = end();
    if (!ended) return;
    show('aborted');
    const body = { ...failure('Aborted', 'connection lost'), SaleData: ended.request.SaleData };
    memory.remember(ended.key, { header: ended.header, body, forgotten: false });
    ended.reply({ kind: 'cut' });
  }

  function charge(entryMode: 'ICC' | 'Contactless'): void {
    const ended = end();
    if (!ended) return;
    const { header, request } = ended;
    const asked = hundredths(shown.amount);
    const partial = once('partial');
    const tip = typeOf(request) === 'Normal' && once('addTip') ? 200 : 0;
    const authorised =
      ((once('wrongAmount') ? asked + 100 : partial ? Math.floor(asked / 2) : asked) + tip) / 100;
    const at = new Date().toISOString();
    const transactionId = memory.nextTransactionId();
    const approvalCode = String(100_000 + (hundredths(shown.amount) % 900_000));
    const body = paymentSuccess(request, {
      transactionId,
      at,
      authorised: authorised.toFixed(2),
      tip: (tip / 100).toFixed(2),
      entryMode,
      approvalCode,
      online: !once('approveOffline'),
      partial,
    });
    const moved: Refund = {
      transactionId,
      saleId: header.SaleID,
      serviceId: header.ServiceID,
      reference: request.SaleData.SaleTransactionID.TransactionID,
      amount: authorised.toFixed(2),
      currency: request.PaymentTransaction.AmountsReq.Currency,
      at,
      entryMode,
    };
    const forgotten = once('notFoundAfterCharge');
    const result = { header, body, forgotten };
    if (typeOf(request) === 'Refund') memory.refund(moved, ended.key, result);
    else memory.charge({ ...moved, reversedAmount: '0.00' }, ended.key, result);
    show('approved');
    answerMoved(ended.reply, body, forgotten);
  }

  /** Money has moved; whether the till hears of it is another matter. */
  function answerMoved(reply: Running['reply'], body: Record<string, unknown>, cut = false): void {
    if (cut || once('cutAfterCharge')) reply({ kind: 'cut' });
    else reply(once('answerLost') ? { kind: 'nothing' } : { kind: 'answer', body });
  }

  /** Forgets what is not on disk: a payment that was not charged yet was never there. */
  function restart(): void {
    const ended = end();
    show('restarting');
    restarting = setTimeout(() => {
      restarting = null;
      show('idle');
    }, options.restartMs ?? 2_000);
    ended?.reply({ kind: 'cut' });
  }

  function status(reference: { SaleID: string; ServiceID: string }): Record<string, unknown> {
    const key = keyOf(reference);
    if (running?.key === key) return failure('InProgress', 'in progress');
    const known = memory.result(key);
    if (!known || known.forgotten) return failure('NotFound', 'not found');
    return {
      Response: { Result: 'Success' },
      RepeatedMessageResponse: {
        MessageHeader: { ...known.header, MessageType: 'Response' },
        RepeatedResponseMessageBody: { PaymentResponse: known.body },
      },
    };
  }

  function reverse(
    header: Header,
    request: NonNullable<NexoRequest['ReversalRequest']>,
    reply: Running['reply'],
  ): void {
    const key = `reversal ${keyOf(header)}`;
    const known = memory.result(key);
    if (known) reply({ kind: 'answer', body: known.body });
    else if (once('cutBeforeCharge')) reply({ kind: 'cut' });
    else {
      const { body, moved } = giveBack(key, header, request);
      if (moved) answerMoved(reply, body);
      else reply({ kind: 'answer', body });
    }
  }

  function giveBack(
    key: string,
    header: Header,
    request: NonNullable<NexoRequest['ReversalRequest']>,
  ): { body: Record<string, unknown>; moved: boolean } {
    const refused = (condition: string, why: string) => ({ body: failure(condition, why), moved: false });
    const { TransactionID } = request.OriginalPOITransaction.POITransactionID;
    const charged = memory.charges().find((one) => one.transactionId === TransactionID);
    if (!charged) return refused('NotFound', 'no such transaction');
    const left = (hundredths(charged.amount) - hundredths(charged.reversedAmount)) / 100;
    const amount = request.ReversedAmount ?? left;
    if (amount > left || left === 0) return refused('NotAllowed', 'more than is left');
    const at = new Date().toISOString();
    const body = {
      Response: { Result: 'Success' },
      POIData: { POITransactionID: { TransactionID: memory.nextTransactionId(), TimeStamp: at } },
      ReversedAmount: amount,
    };
    memory.reverse(charged, amount.toFixed(2), key, { header, body, forgotten: false });
    return { body, moved: true };
  }

  return {
    pay,
    card,
    status,
    reverse,
    restart,
    abort(reference: { SaleID: string; ServiceID: string }): void {
      // Once the card is with the bank it is too late: the payment's own answer is the truth.
      if (running?.key === keyOf(reference) && screen !== 'authorising') fail('Aborted', 'aborted');
    },
    /** Of the answer that goes out now. */
    sealsBadly: () => once('hmacBroken'),
    diagnosis: () =>
      running
        ? failure('Busy', 'in a payment')
        : { Response: { Result: 'Success' }, POIStatus: { GlobalStatus: 'OK' } },
    get off() {
      return restarting !== null;
    },
    get silent() {
      return faults.silent;
    },
    misbehave(next: Partial<Faults>): void {
      faults = { ...faults, ...next };
    },
    setMode(next: 'auto' | 'manual'): void {
      mode = next;
    },
    stop(): void {
      end();
      for (const timer of [restarting, backToIdle]) if (timer) clearTimeout(timer);
    },
    state: () => ({
      screen,
      ...shown,
      mode,
      faults,
      payment: running ? { saleId: running.header.SaleID, serviceId: running.header.ServiceID } : null,
      charges: memory.charges(),
      refunds: memory.refunds(),
    }),
  };
}

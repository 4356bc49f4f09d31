/**
 * Card attempts: written before the terminal hears of them, sent once, and asked about until they are known.
 * Source: docs/reliability.md, Card in doubt.
 */
import type { CardFacts, PaymentTerminal } from '@comptoir/hardware-drivers';
import type { BodyOf, RecordKind, Tender } from '@comptoir/sync-protocol/records/kinds';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import type { Problem } from '../problem.ts';
import type { Actor } from '../register.ts';
import type { Step } from '../steps.ts';
import type { PaymentState, RefundRequest } from './api.ts';
import {
  type Attempt,
  type AttemptEvent,
  type Change,
  isOpen,
  isUnsettled,
  onEvent,
  stateOf,
} from './attempt.ts';
import { AttemptRows } from './attempt-rows.ts';
import { attemptReused, noTerminal, paymentOpen, refundExceeds, unknownPayment } from './refusals.ts';
import { type TerminalLink, terminalLink } from './terminal-link.ts';

export type PaymentsDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  newId: () => string;
  terminal: PaymentTerminal;
  serviceIdFor: (attemptId: string) => string;
  /** The terminal's name in records. */
  terminalName: string;
  /** Number of the register that the terminal serves. */
  servedRegister: string;
  registerNumber: (registerId: string) => string;
  askDelayMs: Readonly<{ first: number; most: number }>;
  onChange: (registerId: string, state: PaymentState) => void;
  step: Step;
}>;
export type PaymentRequest = Readonly<{ attemptId: string; saleId: string; amountMinor: number }>;
type Wanted = PaymentRequest & Pick<Attempt, 'kind' | 'originalAttemptId'>;

export class Payments {
  readonly #deps: PaymentsDeps;
  readonly #rows: AttemptRows;
  readonly #link: TerminalLink;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #stopping = new AbortController();

  constructor(deps: PaymentsDeps) {
    this.#deps = deps;
    this.#rows = new AttemptRows(deps.db);
    this.#link = terminalLink(deps.terminal, (refund) => this.#originalCard(refund.originalAttemptId));
  }

  /** What a crash left open is asked of the terminal; nothing is ever sent again. */
  resume(): void {
    for (const attempt of this.#rows.unsettled()) {
      this.#apply(attempt.attemptId, { type: 'restarted' });
      this.#followUp(attempt.attemptId, 0);
    }
  }

  /** What is not known yet, the oldest first; money that is owed back, too. */
  unsettled(): Attempt[] {
    return this.#rows.unsettled();
  }

  /** The terminal is busy with a card. One of which nothing is known can be asked about by whoever comes after us. */
  isCardInTheAir(): boolean {
    return this.#rows.unsettled().some(({ state }) => state === 'intended' || state === 'sent');
  }

  stop(): void {
    this.#stopping.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  start(actor: Actor, request: PaymentRequest): PaymentState | Problem {
    return this.#begin(actor, { ...request, kind: 'charge', originalAttemptId: null });
  }

  /** What went back to the card of a payment, or is on its way. */
  givenBackMinor(attemptId: string): number {
    return this.#rows.givenBackMinor(attemptId);
  }

  /** Money back to a card: to that of the original payment, or to one that is presented. */
  startRefund(actor: Actor, request: RefundRequest): PaymentState | Problem {
    const { originalAttemptId, attemptId, amountMinor } = request;
    if (originalAttemptId !== null && !this.#rows.get(attemptId)) {
      const original = this.#rows.get(originalAttemptId);
      if (!original || this.#originalCard(originalAttemptId) === null) return unknownPayment();
      const leftMinor = original.amountMinor - this.#rows.givenBackMinor(originalAttemptId);
      if (amountMinor > leftMinor) return refundExceeds(leftMinor);
    }
    return this.#begin(actor, { ...request, kind: 'refund' });
  }

  /** One attempt, one id, for ever: the same again is told how it stands. */
  #begin({ register, staffId }: Actor, wanted: Wanted): PaymentState | Problem {
    const { clock, journal, serviceIdFor, terminalName, step } = this.#deps;
    const known = this.#rows.get(wanted.attemptId);
    if (known) return isSame(known, wanted) ? stateOf(known) : attemptReused();
    if (register.number !== this.#deps.servedRegister) return noTerminal(this.#deps.servedRegister);
    const open = this.#openAttempt(wanted.saleId);
    if (open) return paymentOpen(open);

    const attempt: Attempt = {
      ...wanted,
      registerId: register.id,
      currency: 'CAD',
      serviceId: serviceIdFor(wanted.attemptId),
      operatorId: staffId,
      state: 'intended',
      detail: '',
      card: null,
      intendedAt: clock.now().toISOString(),
      reversal: 'none',
      reversalServiceId: null,
      isTendered: false,
    };
    journal.transaction(() => {
      this.#rows.add(attempt);
      journal.append({
        ...intentOf(attempt, terminalName),
        register: register.number,
        actor: staffId,
      });
    });
    step('payment: intended');
    // A crash inside is a bug of ours: it must end the process, as any unhandled rejection does.
    void this.#send(attempt);
    return stateOf(this.attemptFor(attempt.attemptId) ?? attempt);
  }

  /** A wish: the terminal's own answer remains the only truth. Should it be an approval, it goes back. */
  async abort(attemptId: string): Promise<PaymentState | undefined> {
    const attempt = this.#rows.get(attemptId);
    if (!attempt) return undefined;
    const wished = this.#apply(attemptId, { type: 'not-wanted' });
    if (isOpen(wished)) await this.#link.abort(wished);
    else if (isUnsettled(wished)) this.#followUp(attemptId, 0);
    return stateOf(this.#rows.get(attemptId) ?? wished);
  }

  /** What a person has read from the terminal, where the terminal did not tell. What is known already stays as it is. */
  settle(attemptId: string, card: CardFacts | null): PaymentState | undefined {
    if (!this.#rows.get(attemptId)) return undefined;
    return stateOf(this.#apply(attemptId, { type: 'read', card }));
  }

  get(attemptId: string): PaymentState | undefined {
    const attempt = this.#rows.get(attemptId);
    return attempt && stateOf(attempt);
  }

  ofSale(saleId: string): PaymentState[] {
    return this.#rows.ofSale(saleId).map(stateOf);
  }

  attemptFor(attemptId: string): Attempt | undefined {
    return this.#rows.get(attemptId);
  }

  /** In the sale's transaction: a card attempt of this sale that is none of its tenders goes back if it was, or is yet, approved. */
  leaveBehind(saleId: string, tenders: readonly Tender[]): void {
    const used = new Set(tenders.flatMap((tender) => (tender.kind === 'card' ? [tender.attemptId] : [])));
    for (const attempt of this.#rows.ofSale(saleId)) {
      if (used.has(attempt.attemptId)) continue;
      const { attempt: changed, resolved } = onEvent(attempt, { type: 'not-wanted' });
      if (changed === attempt) continue;
      this.#rows.update(changed);
      if (resolved) this.#record(changed, resolved);
      this.#followUp(attempt.attemptId, this.#deps.askDelayMs.first);
    }
  }

  async #send(intended: Attempt): Promise<void> {
    const attempt = this.#apply(intended.attemptId, { type: 'sending' });
    this.#deps.step('payment: about to send');
    const outcome = await this.#link.send(attempt, this.#stopping.signal);
    if (this.#stopping.signal.aborted) return;
    this.#deps.step('payment: answered');
    this.#told(attempt.attemptId, outcome);
    this.#followUp(attempt.attemptId, this.#deps.askDelayMs.first);
  }

  /** Asks or reverses after a while, twice as long each time, until nothing is left to do. One timer an attempt. */
  #followUp(attemptId: string, delayMs: number): void {
    const attempt = this.#rows.get(attemptId);
    if (!attempt || this.#stopping.signal.aborted || !isUnsettled(attempt) || this.#timers.has(attemptId))
      return;
    if (attempt.state === 'sent') return;
    // Only a person can tell what became of it.
    if (isOpen(attempt) && !this.#deps.terminal.capabilities.status) return;
    const timer = setTimeout(() => void this.#askOrReverse(attemptId, delayMs), delayMs);
    this.#timers.set(attemptId, timer);
  }

  async #askOrReverse(attemptId: string, delayMs: number): Promise<void> {
    const attempt = this.#rows.get(attemptId);
    if (attempt && attempt.reversal === 'owed') await this.#reverse(attempt);
    else if (attempt && isOpen(attempt)) {
      const outcome = await this.#link.ask(attempt, this.#stopping.signal);
      if (!this.#stopping.signal.aborted) this.#told(attemptId, outcome);
    }
    this.#timers.delete(attemptId);
    const { first, most } = this.#deps.askDelayMs;
    this.#followUp(attemptId, Math.min(Math.max(delayMs * 2, first), most));
  }

  async #reverse(owed: Attempt): Promise<void> {
    const { terminal, newId, serviceIdFor } = this.#deps;
    if (owed.card === null) return;
    const serviceId = owed.reversalServiceId ?? serviceIdFor(newId());
    if (owed.reversalServiceId === null) this.#rows.update({ ...owed, reversalServiceId: serviceId });
    const { terminalReference, terminalReferenceAt } = owed.card;
    const outcome = await terminal.reverse({
      serviceId,
      reference: owed.attemptId,
      terminalReference,
      terminalReferenceAt,
      currency: owed.currency,
      reason: 'merchant-cancel',
    });
    if (!this.#stopping.signal.aborted) this.#apply(owed.attemptId, { type: 'reversal-told', outcome });
  }

  #told(attemptId: string, outcome: Extract<AttemptEvent, { type: 'told' }>['outcome']): void {
    this.#apply(attemptId, { type: 'told', outcome, at: this.#deps.clock.now().getTime() });
    this.#deps.step('payment: resolved');
  }

  /** The transition, its row and its record commit together. */
  #apply(attemptId: string, event: AttemptEvent): Attempt {
    const { journal, onChange } = this.#deps;
    const before = this.#rows.get(attemptId);
    if (!before) throw new Error(`assertion: attempt ${attemptId} is not on disk`);
    const { attempt, resolved } = onEvent(before, event);
    if (attempt === before) return attempt;
    journal.transaction(() => {
      this.#rows.update(attempt);
      if (resolved) this.#record(attempt, resolved);
    });
    onChange(attempt.registerId, stateOf(attempt));
    return attempt;
  }

  #record(
    { attemptId, saleId, registerId, operatorId }: Attempt,
    resolved: NonNullable<Change['resolved']>,
  ): void {
    const body: BodyOf<'payment.resolved'> = { attemptId, saleId, ...resolved };
    const register = this.#deps.registerNumber(registerId);
    this.#deps.journal.append({
      kind: 'payment.resolved',
      body: JSON.stringify(body),
      register,
      actor: operatorId,
    });
  }

  /** The card that was charged, as far as money is still there to go back. */
  #originalCard(attemptId: string | null): CardFacts | null {
    const original = attemptId === null ? undefined : this.#rows.get(attemptId);
    if (original?.kind !== 'charge' || original.state !== 'approved') return null;
    return original.card !== null && 'last4' in original.card ? original.card : null;
  }

  /** The terminal takes one payment at a time, and a sale with one in doubt is not charged again. */
  #openAttempt(saleId: string): Attempt | undefined {
    return this.#rows.unsettled().find((attempt) => attempt.saleId === saleId || attempt.state !== 'unknown');
  }
}

const isSame = (attempt: Attempt, wanted: Wanted): boolean =>
  attempt.saleId === wanted.saleId &&
  attempt.amountMinor === wanted.amountMinor &&
  attempt.kind === wanted.kind &&
  attempt.originalAttemptId === wanted.originalAttemptId;

function intentOf(
  { kind, attemptId, saleId, amountMinor, originalAttemptId }: Attempt,
  terminal: string,
): Readonly<{ kind: RecordKind; body: string }> {
  const intended: BodyOf<'payment.intended'> = {
    attemptId,
    saleId,
    amountMinor,
    currency: 'CAD',
    terminal,
  };
  if (kind === 'charge') return { kind: 'payment.intended', body: JSON.stringify(intended) };
  const refund: BodyOf<'refund.intended'> = { ...intended, originalAttemptId };
  return { kind: 'refund.intended', body: JSON.stringify(refund) };
}

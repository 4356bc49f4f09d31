/** The payment terminal (TPE) as the agent sees it, whatever its protocol. */
export type PaymentTerminal = Readonly<{
  /** What the protocol can do: Caisse-AP, for one, can neither be asked nor aborted. */
  capabilities: Readonly<{ status: boolean; abort: boolean; reversal: boolean }>;
  /**
   * Charges a card. Write the attempt to disk before the call; call it **once** for an attempt, ever: after silence or a crash ask
   * `status`. `signal` stops the waiting, not the payment (that is `abort`'s wish): the outcome is then `unknown`. Never rejects.
   */
  pay(attempt: PaymentAttempt, signal?: AbortSignal): Promise<PaymentOutcome>;
  /** What became of an attempt: the only thing to do with an unknown one. Never rejects. */
  status(attempt: PaymentAttempt, signal?: AbortSignal): Promise<PaymentStatusOutcome>;
  /**
   * Gives money back. With `original`, to the card of that payment, which need not be there; without, to whatever card is presented.
   * Write it to disk first, call it once, and ask `refundStatus` about an unknown one. Never rejects.
   */
  refund(refund: PaymentRefund, signal?: AbortSignal): Promise<PaymentOutcome>;
  /**
   * What became of a refund. One with an `original` is told to the terminal again, by its `serviceId`: the terminal gives it back once.
   * Never rejects.
   */
  refundStatus(refund: PaymentRefund, signal?: AbortSignal): Promise<PaymentStatusOutcome>;
  /** Asks the terminal to stop an attempt, or a refund that waits for a card: a wish. The truth is still what `pay` or `status` says. */
  abort(attempt: PaymentAttempt): Promise<Readonly<{ outcome: 'asked' | 'not-asked' }>>;
  /** Gives back an approved payment, or part of it. May be repeated with the same `serviceId` until it is accepted. */
  reverse(reversal: PaymentReversal): Promise<PaymentReversalOutcome>;
  /** Whether it is plugged in, told at once and without a word to it; null while it has work, which is not disturbed. Never rejects. */
  look(withinMs: number): Promise<boolean | null>;
  /** Is it there and well? */
  diagnose(): Promise<PaymentTerminalHealth>;
}>;

export type PaymentAttempt = Readonly<{
  /** Ours, for ever: one attempt, one id. */
  attemptId: string;
  /** The protocol's name of the attempt, 1 to 10 characters: `serviceIdFor(attemptId)`, stored before sending. */
  serviceId: string;
  amountMinor: number;
  /** ISO 4217, `CAD`. */
  currency: string;
  /** What the payment is for (sale id or receipt number); comes back in the answer and must be equal. At most 36 characters. */
  reference: string;
  operatorId?: string;
}>;

/** `amountMinor` is what goes back: all of the original payment, or part of it. */
export type PaymentRefund = PaymentAttempt & Readonly<{ original: CardFacts | null }>;

/** What may be kept of a card (PCI DSS 4.0.1): never a full number, expiry, track or security code. */
export type CardFacts = Readonly<{
  brand: string;
  last4: string;
  entryMode: 'chip' | 'contactless' | 'stripe' | 'keyed';
  approvalCode: string;
  /** The terminal's own name of the transaction; a reversal needs it, with its time. */
  terminalReference: string;
  terminalReferenceAt: string;
}>;

export type PaymentOutcome =
  | Readonly<{
      outcome: 'approved';
      /** What was asked for, paid in full. */
      amountMinor: number;
      /** What the card's holder added at the terminal's own question: charged on top. Never of a refund. */
      tipMinor?: number;
      card: CardFacts;
      /** The terminal decided without its bank, which may yet refuse when it hears of it. */
      approvedOffline: boolean;
      customerReceipt: readonly string[];
    }>
  /** The terminal said no (`Refusal`, `WrongPIN` …): no money moved. */
  | Readonly<{ outcome: 'declined'; reason: string }>
  /** Nothing was charged because it did not come to that: `Aborted`, `Cancel`, `Busy`, `unreachable` … */
  | Readonly<{ outcome: 'aborted'; reason: string }>
  | PaymentUnknown;

/** It may or may not have been charged. `answered` is what the terminal claimed, where that was not what we asked: reverse by it. */
export type PaymentUnknown = Readonly<{
  outcome: 'unknown';
  reason:
    | 'no-answer'
    | 'connection-lost'
    | 'stopped-waiting'
    | 'unreadable'
    | 'answer-differs'
    | 'partial'
    | 'unsure';
  answered?: Readonly<{ amountMinor: number | null; terminalReference: string; terminalReferenceAt: string }>;
}>;

export type PaymentStatusOutcome =
  | PaymentOutcome
  | Readonly<{ outcome: 'in-progress' }>
  /** The terminal does not know it: free only after the terminal's own time-out (150 s by default) has passed since the sending. */
  | Readonly<{ outcome: 'not-found' }>;

export type PaymentReversal = Readonly<{
  serviceId: string;
  /** Names our reversal, at most 36 characters. */
  reference: string;
  terminalReference: string;
  terminalReferenceAt: string;
  /** Without it, all of the payment goes back. */
  amountMinor?: number;
  currency: string;
  reason: 'customer-cancel' | 'merchant-cancel' | 'malfunction' | 'unable-to-complete';
}>;
export type PaymentReversalOutcome =
  | Readonly<{ outcome: 'accepted'; terminalReference: string }>
  | Readonly<{ outcome: 'refused'; reason: string }>
  | Readonly<{ outcome: 'unknown'; reason: string }>;

export type PaymentTerminalHealth = Readonly<{
  state: 'ready' | 'busy' | 'silent' | 'absent' | 'fault';
  detail: string;
}>;

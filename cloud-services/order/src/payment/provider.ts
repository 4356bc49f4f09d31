/**
 * What Order wants of whoever takes the money; adapters say it in their provider's words. Money is integer minor units.
 * A call that was sent and not answered throws `AnswerLost`: nothing is known then, and who called asks (`find`, `read`,
 * `findRefund`) before it does anything else. Source: docs, Reliability, Saga, "Unknown outcome".
 */

/** One try to be paid for one order. */
export type Attempt = Readonly<{
  /** Our own id, told to the provider, by which a lost try is found again. */
  attemptId: string;
  orderId: string;
  /** What people see at the provider: the order's number. */
  description: string;
  amountMinor: number;
  currency: string;
  paymentMethodToken: string;
  /** Where a challenge sends the customer back to. */
  returnUrl: string;
}>;

/** How a payment stands. `reference` is the provider's name for it. */
/** `card`: by what the provider knows it again, whoever pays with it; never its number. Source: https://docs.stripe.com/api/charges/object, fingerprint. */
export type Standing = Readonly<{ reference: string; card?: string }> &
  (
    | Readonly<{ at: 'authorised' }>
    | Readonly<{ at: 'captured'; capturedMinor: number; refundedMinor: number }>
    /** The customer has to prove something, on a page of the provider. */
    | Readonly<{ at: 'action'; url: string }>
    | Readonly<{ at: 'declined'; declineCode: string }>
    | Readonly<{ at: 'cancelled' }>
  );

/** What a webhook hints at; what is true is asked for. */
export type Hint = Readonly<{
  eventId: string;
  type: string;
  reference: string | null;
  attemptId: string | null;
  /** Of what tells of a dispute. */
  disputeId: string | null;
}>;

/** A payment that its payer says is not theirs, or not what they bought. */
export type Dispute = Readonly<{
  id: string;
  /** `answered`: somebody else decides now. */
  state: 'open' | 'answered' | 'won' | 'lost';
  /** In the provider's words. */
  reason: string;
  amountMinor: number;
  /** What the provider has taken from us for it by now, and has not given back. */
  withdrawnMinor: number;
  feeMinor: number;
  /** After it a dispute is lost unless it is answered. */
  answerBy: Date | null;
}>;

/** What a shop has to know to ask a customer for a payment. */
export type PaymentOption =
  | Readonly<{ provider: string; kind: 'card-fields'; cardFieldsUrl: string; publishableKey: string }>
  | Readonly<{ provider: string; kind: 'stripe-elements'; publishableKey: string }>
  | Readonly<{ provider: string; kind: 'redirect' }>;

export type PaymentProvider = Readonly<{
  name: string;
  option: PaymentOption;
  /** It takes no less. */
  amountMinorMin: number;
  /** Holds the money; nothing is taken yet. The same key is the same try, for 23 h. */
  authorise(attempt: Attempt, key: string): Promise<Standing>;
  /** Undefined: the provider has never heard of it. */
  find(attempt: Readonly<{ attemptId: string; begunAt: Date }>): Promise<Standing | undefined>;
  read(reference: string): Promise<Standing>;
  capture(reference: string, amountMinor: number, currency: string, key: string): Promise<Standing>;
  /** Frees what was held. What was captured meanwhile is told as such, and is to be refunded. */
  cancel(reference: string, key: string): Promise<Standing>;
  refund(
    reference: string,
    refund: Readonly<{ refundId: string; amountMinor: number; currency: string }>,
  ): Promise<void>;
  findRefund(reference: string, refundId: string): Promise<boolean>;
  readDispute(id: string): Promise<Dispute>;
  /** @throws WebhookRefused for what the provider did not sign, or signed long ago. */
  readWebhook(
    payload: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): Promise<Hint>;
}>;

/** The call may have worked. */
export class AnswerLost extends Error {
  /** The provider did answer, with a fault of its own: the call has ended, and its key would give the same fault again. */
  readonly hasEnded: boolean;
  constructor(message: string, hasEnded: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'AnswerLost';
    this.hasEnded = hasEnded;
  }
}

/** The provider understood and will never do this: a person has to look. */
export class ProviderRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ProviderRefused';
  }
}

export class WebhookRefused extends Error {
  readonly reason: 'forged' | 'too-old' | 'malformed';
  constructor(reason: WebhookRefused['reason'], cause?: unknown) {
    super(`webhook refused: ${reason}`, { cause });
    this.name = 'WebhookRefused';
    this.reason = reason;
  }
}

/** No call to a provider may take longer; then its answer counts as lost. */
export const providerTimeoutMs = 8_000;
/** A webhook that was signed earlier is refused: it may have been kept by whoever listened. */
export const webhookAgeMaxSeconds = 300;

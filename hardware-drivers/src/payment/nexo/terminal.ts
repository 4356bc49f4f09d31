import { createHash, randomBytes } from 'node:crypto';
import { isThere } from '../../wire/is-there.ts';
import type {
  PaymentAttempt,
  PaymentOutcome,
  PaymentReversal,
  PaymentStatusOutcome,
  PaymentTerminal,
} from '../payment-terminal.ts';
import { withoutCardData } from './card-data.ts';
import { type PostResult, post } from './http-post.ts';
import { judgePayment } from './judge.ts';
import { judgeRefund, judgeReversal } from './judge-reversal.ts';
import {
  type NexoAnswer,
  type Parties,
  parseAnswer,
  paymentBody,
  referenceTo,
  requestOf,
  reversalBody,
  reversalOf,
} from './messages.ts';
import { type NexoSecret, sealedWire } from './sealed-wire.ts';

export type NexoTerminalOptions = Readonly<{
  /** `https://<terminal>:8443/nexo`, or plain `http` to the simulator. */
  url: string;
  /** Model and serial number, e.g. `V400m-123456789`. */
  poiId: string;
  /** Our register, e.g. `MTL01-R2`. */
  saleId: string;
  timeouts?: Partial<NexoTimeouts>;
  /** Certificate authority of the terminal's maker, PEM; pinned for https. */
  ca?: string | undefined;
  /** Where the terminal wants its messages encrypted. */
  secret?: NexoSecret | undefined;
  now?: () => Date;
  /** Each message that goes out or comes in, card data already dropped. */
  onMessage?: (direction: 'sent' | 'received', message: unknown) => void;
}>;

export type NexoTimeouts = Readonly<{
  connectMs: number;
  /** The terminal itself gives up after 120 s on a local link: we wait longer, so that its word comes first. */
  paymentMs: number;
  /** For all that is not a payment. */
  answerMs: number;
}>;

const defaults: NexoTimeouts = { connectMs: 5_000, paymentMs: 130_000, answerMs: 15_000 };

/** Ten characters that follow from the attempt's id alone, so that a crash cannot lose them. 50 bits: no clash within 48 hours. */
export function serviceIdFor(attemptId: string): string {
  const digest = createHash('sha256').update(attemptId).digest();
  return [...digest.subarray(0, 10)]
    .map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'.charAt(byte % 32))
    .join('');
}

export function createNexoTerminal(options: NexoTerminalOptions): PaymentTerminal {
  const url = new URL(options.url);
  const parties: Parties = { saleId: options.saleId, poiId: options.poiId };
  const timeouts = { ...defaults, ...options.timeouts };
  const at = () => (options.now?.() ?? new Date()).toISOString();

  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  let messagesUnderWay = 0;

  const wire = options.secret && sealedWire(options.secret);

  async function exchange(
    message: ReturnType<typeof requestOf>,
    answerMs: number,
    signal?: AbortSignal,
  ): Promise<PostResult> {
    options.onMessage?.('sent', withoutCardData(message));
    const limits = { connectMs: timeouts.connectMs, answerMs, signal, ca: options.ca };
    const text = wire ? wire.seal(message) : JSON.stringify(message);
    messagesUnderWay += 1;
    const told = await post(url, text, limits).finally(() => {
      messagesUnderWay -= 1;
    });
    // What cannot be opened is an answer that cannot be read: nothing is learnt from it. That to an abort has no body.
    const result =
      wire && told.kind === 'answer' && told.text !== ''
        ? { ...told, text: wire.open(told.text) ?? '' }
        : told;
    options.onMessage?.('received', result.kind === 'answer' ? cleaned(result.text) : result);
    return result;
  }

  const ask = (
    category: 'TransactionStatus' | 'Diagnosis',
    body: Record<string, unknown>,
    signal?: AbortSignal,
  ) => exchange(requestOf(category, parties, randomServiceId(), body), timeouts.answerMs, signal);

  async function payment(
    attempt: PaymentAttempt,
    type: 'Normal' | 'Refund',
    signal?: AbortSignal,
  ): Promise<PaymentOutcome> {
    const message = requestOf('Payment', parties, attempt.serviceId, paymentBody(attempt, type, at()));
    const result = await exchange(message, timeouts.paymentMs, signal);
    if (result.kind === 'never-sent') {
      return { outcome: 'aborted', reason: result.code === 'stopped' ? 'stopped' : 'unreachable' };
    }
    if (result.kind === 'lost') return { outcome: 'unknown', reason: result.reason };
    const answer = parseAnswer(result.text);
    if (!answer?.PaymentResponse) return { outcome: 'unknown', reason: 'unreadable' };
    return judgePayment(attempt, parties, answer.MessageHeader, answer.PaymentResponse);
  }

  async function status(attempt: PaymentAttempt, signal?: AbortSignal): Promise<PaymentStatusOutcome> {
    const result = await ask('TransactionStatus', statusBody(attempt, parties), signal);
    if (result.kind === 'never-sent') return { outcome: 'unknown', reason: 'no-answer' };
    if (result.kind === 'lost') return { outcome: 'unknown', reason: result.reason };
    const answer = parseAnswer(result.text);
    return answer ? judgeStatus(attempt, parties, answer) : { outcome: 'unknown', reason: 'unreadable' };
  }

  const reversal = (wanted: PaymentReversal, signal?: AbortSignal): Promise<PostResult> =>
    exchange(
      requestOf('Reversal', parties, wanted.serviceId, reversalBody(wanted, at())),
      timeouts.answerMs,
      signal,
    );

  return {
    capabilities: { status: true, abort: true, reversal: true },
    pay: (attempt, signal) => payment(attempt, 'Normal', signal),
    status,

    async refund(refund, signal) {
      if (refund.original === null) return payment(refund, 'Refund', signal);
      return judgeRefund(
        refund,
        refund.original,
        await reversal(reversalOf(refund, refund.original), signal),
      );
    },

    async refundStatus(refund, signal) {
      if (refund.original === null) return status(refund, signal);
      const result = await reversal(reversalOf(refund, refund.original), signal);
      // Not reached this time says nothing of the time before.
      if (result.kind === 'never-sent') return { outcome: 'unknown', reason: 'no-answer' };
      return judgeRefund(refund, refund.original, result);
    },

    async abort(attempt) {
      const body = { AbortReason: 'MerchantAbort', MessageReference: referenceTo(attempt, parties) };
      const result = await exchange(requestOf('Abort', parties, randomServiceId(), body), timeouts.answerMs);
      return { outcome: result.kind === 'answer' && result.status === 200 ? 'asked' : 'not-asked' };
    },

    async reverse(wanted) {
      const result = await reversal(wanted);
      if (result.kind === 'never-sent') return { outcome: 'unknown', reason: 'unreachable' };
      const judged = judgeReversal(wanted.serviceId, result);
      return judged.outcome === 'accepted'
        ? { outcome: 'accepted', terminalReference: judged.terminalReference }
        : judged;
    },

    look: async (withinMs) => (messagesUnderWay > 0 ? null : isThere(url.hostname, port, withinMs)),

    async diagnose() {
      const result = await ask('Diagnosis', { HostDiagnosisFlag: false });
      if (result.kind === 'never-sent') return { state: 'absent', detail: result.code };
      if (result.kind === 'lost') return { state: 'silent', detail: result.reason };
      const response = parseAnswer(result.text)?.DiagnosisResponse?.Response;
      if (!response) return { state: 'fault', detail: 'unreadable' };
      if (response.Result === 'Success') return { state: 'ready', detail: '' };
      const condition = response.ErrorCondition ?? '';
      return { state: condition === 'Busy' ? 'busy' : 'fault', detail: condition };
    },
  };
}

const randomServiceId = () => randomBytes(5).toString('hex');

const statusBody = (attempt: PaymentAttempt, parties: Parties) => ({
  ReceiptReprintFlag: true,
  DocumentQualifier: ['CashierReceipt', 'CustomerReceipt'],
  MessageReference: referenceTo(attempt, parties),
});

/** @returns the inner, repeated response as the result; anything that teaches nothing is `unknown` again. */
function judgeStatus(attempt: PaymentAttempt, parties: Parties, answer: NexoAnswer): PaymentStatusOutcome {
  const status = answer.TransactionStatusResponse;
  if (!status) return { outcome: 'unknown', reason: 'unreadable' };
  if (status.Response.Result === 'Success') {
    const repeated = status.RepeatedMessageResponse;
    const payment = repeated?.RepeatedResponseMessageBody.PaymentResponse;
    if (!repeated || !payment) return { outcome: 'unknown', reason: 'unreadable' };
    return judgePayment(attempt, parties, repeated.MessageHeader, payment);
  }
  if (status.Response.ErrorCondition === 'InProgress') return { outcome: 'in-progress' };
  if (status.Response.ErrorCondition === 'NotFound') return { outcome: 'not-found' };
  return { outcome: 'unknown', reason: 'unsure' };
}

function cleaned(text: string): unknown {
  try {
    return withoutCardData(JSON.parse(text));
  } catch {
    return `unreadable, ${text.length} characters`;
  }
}

import type { CardFacts, PaymentOutcome, PaymentRefund, PaymentUnknown } from '../payment-terminal.ts';
import type { PostResult } from './http-post.ts';
import { parseAnswer } from './messages.ts';

type Judged =
  | Readonly<{ outcome: 'accepted'; terminalReference: string; terminalReferenceAt: string }>
  | Readonly<{ outcome: 'refused'; reason: string }>
  | Readonly<{ outcome: 'unknown'; reason: PaymentUnknown['reason'] }>;

/** What the answer to a reversal means; the money's way back is the bank's affair once it is accepted. */
export function judgeReversal(
  serviceId: string,
  result: Exclude<PostResult, { kind: 'never-sent' }>,
): Judged {
  if (result.kind === 'lost') return { outcome: 'unknown', reason: result.reason };
  const answer = parseAnswer(result.text);
  const response = answer?.ReversalResponse;
  if (!response || answer.MessageHeader.ServiceID !== serviceId)
    return { outcome: 'unknown', reason: 'unreadable' };
  if (response.Response.Result === 'Success') {
    const transaction = response.POIData?.POITransactionID;
    return {
      outcome: 'accepted',
      terminalReference: transaction?.TransactionID ?? '',
      terminalReferenceAt: transaction?.TimeStamp ?? '',
    };
  }
  const condition = response.Response.ErrorCondition ?? 'Refusal';
  return condition === 'Busy' || condition === 'InProgress'
    ? { outcome: 'unknown', reason: 'unsure' }
    : { outcome: 'refused', reason: condition };
}

/** The same of a refund to the card of a payment: the card's facts are those of that payment. */
export function judgeRefund(refund: PaymentRefund, original: CardFacts, result: PostResult): PaymentOutcome {
  if (result.kind === 'never-sent')
    return { outcome: 'aborted', reason: result.code === 'stopped' ? 'stopped' : 'unreachable' };
  const judged = judgeReversal(refund.serviceId, result);
  switch (judged.outcome) {
    case 'accepted': {
      const { terminalReference, terminalReferenceAt } = judged;
      const card = { ...original, approvalCode: '', terminalReference, terminalReferenceAt };
      const { amountMinor } = refund;
      return { outcome: 'approved', amountMinor, card, approvedOffline: false, customerReceipt: [] };
    }
    case 'refused':
      return { outcome: 'declined', reason: judged.reason };
    case 'unknown':
      return judged;
  }
}

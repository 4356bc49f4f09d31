import { minorFromMajor } from '../amount.ts';
import type { CardFacts, PaymentAttempt, PaymentOutcome, PaymentUnknown } from '../payment-terminal.ts';
import { withoutCardNumbers } from './card-data.ts';
import type { NexoHeader, Parties, PaymentResponse } from './messages.ts';

/** Failures after which the terminal may yet have charged: it said something of *this message*, not of the payment. */
const unsureConditions = new Set(['InProgress', 'NotFound', 'NotAllowed']);
const abortedConditions = new Set([
  'Aborted',
  'Busy',
  'Cancel',
  'DeviceOut',
  'InsertedCard',
  'LoggedOut',
  'MessageFormat',
  'UnavailableDevice',
  'UnavailableService',
]);

/**
 * What a payment's answer means for our attempt. It counts only if it is the answer to this very message and its amount, currency and
 * reference equal ours; a claim of success that differs is `unknown`, with what was claimed, so that it can be reversed. More than we asked
 * is ours only if the answer names the difference as a tip. Source: nexo Sale to POI, AmountsResp.
 */
export function judgePayment(
  attempt: PaymentAttempt,
  parties: Parties,
  header: NexoHeader,
  answer: PaymentResponse,
): PaymentOutcome {
  const ours =
    header.ServiceID === attempt.serviceId &&
    header.SaleID === parties.saleId &&
    header.POIID === parties.poiId;
  const reference = answer.SaleData?.SaleTransactionID?.TransactionID;
  if (!ours || (reference !== undefined && reference !== attempt.reference))
    return differs(attempt, answer, 'answer-differs');
  if (answer.Response.Result === 'Failure') return judgeFailure(answer.Response.ErrorCondition ?? 'Refusal');
  if (answer.Response.Result === 'Partial') return differs(attempt, answer, 'partial');

  const amounts = answer.PaymentResult?.AmountsResp;
  const transaction = answer.POIData?.POITransactionID;
  const tipMinor = tipOf(answer, attempt.currency);
  const equal =
    reference === attempt.reference &&
    amounts?.Currency === attempt.currency &&
    tipMinor !== null &&
    minorFromMajor(amounts.AuthorizedAmount, attempt.currency) === attempt.amountMinor + tipMinor;
  if (!equal || !transaction) return differs(attempt, answer, 'answer-differs');
  return {
    outcome: 'approved',
    amountMinor: attempt.amountMinor,
    ...(tipMinor === 0 ? {} : { tipMinor }),
    card: cardFacts(answer, transaction.TransactionID, transaction.TimeStamp),
    approvedOffline: answer.PaymentResult?.OnlineFlag === false,
    customerReceipt: receiptLines(answer, 'CustomerReceipt'),
  };
}

/** @returns null when it is no amount, or part of a refund: nobody is tipped by one. */
function tipOf({ PaymentResult }: PaymentResponse, currency: string): number | null {
  const tip = PaymentResult?.AmountsResp?.TipAmount ?? 0;
  return tip !== 0 && PaymentResult?.PaymentType === 'Refund' ? null : minorFromMajor(tip, currency);
}

function judgeFailure(condition: string): PaymentOutcome {
  if (unsureConditions.has(condition)) return { outcome: 'unknown', reason: 'unsure' };
  return { outcome: abortedConditions.has(condition) ? 'aborted' : 'declined', reason: condition };
}

function differs(
  attempt: PaymentAttempt,
  answer: PaymentResponse,
  reason: 'answer-differs' | 'partial',
): PaymentUnknown {
  const transaction = answer.POIData?.POITransactionID;
  if (!transaction) return { outcome: 'unknown', reason };
  const authorized = answer.PaymentResult?.AmountsResp?.AuthorizedAmount;
  return {
    outcome: 'unknown',
    reason,
    answered: {
      amountMinor: minorFromMajor(authorized, attempt.currency),
      terminalReference: transaction.TransactionID,
      terminalReferenceAt: transaction.TimeStamp,
    },
  };
}

const entryModes: Readonly<Record<string, CardFacts['entryMode']>> = {
  ICC: 'chip',
  Contactless: 'contactless',
  Tapped: 'contactless',
  MagStripe: 'stripe',
  Keyed: 'keyed',
  Manual: 'keyed',
};

function cardFacts(
  answer: PaymentResponse,
  terminalReference: string,
  terminalReferenceAt: string,
): CardFacts {
  const card = answer.PaymentResult?.PaymentInstrumentData?.CardData;
  const entryMode = entryModes[card?.EntryMode?.[0] ?? ''] ?? 'chip';
  return {
    brand: card?.PaymentBrand ?? '',
    last4: /(\d{4})\D*$/.exec(card?.MaskedPan ?? '')?.[1] ?? '',
    entryMode,
    approvalCode: answer.PaymentResult?.PaymentAcquirerData?.ApprovalCode ?? '',
    terminalReference,
    terminalReferenceAt,
  };
}

/** Each line is form-encoded (`name=TOTAL&value=114%2e98&key=totalAmount`); name and value are what the customer reads. */
function receiptLines(answer: PaymentResponse, qualifier: string): string[] {
  const receipt = answer.PaymentReceipt?.find((one) => one.DocumentQualifier === qualifier);
  return (receipt?.OutputContent.OutputText ?? []).map(({ Text }) => {
    const fields = new URLSearchParams(Text);
    return withoutCardNumbers([fields.get('name'), fields.get('value')].filter(Boolean).join('  '));
  });
}

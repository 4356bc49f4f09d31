/** nexo Retailer "Sale to POI" 3.0 in its JSON form. Source: Adyen Terminal API documentation; nexo Sale to POI protocol. */
import { z } from 'zod';
import { majorNumber } from '../amount.ts';
import type { CardFacts, PaymentAttempt, PaymentRefund, PaymentReversal } from '../payment-terminal.ts';

export type Parties = Readonly<{ saleId: string; poiId: string }>;
type Category = 'Payment' | 'TransactionStatus' | 'Abort' | 'Reversal' | 'Diagnosis';

export function requestOf(
  category: Category,
  parties: Parties,
  serviceId: string,
  body: Record<string, unknown>,
) {
  return {
    SaleToPOIRequest: {
      MessageHeader: {
        ProtocolVersion: '3.0',
        MessageClass: 'Service',
        MessageCategory: category,
        MessageType: 'Request',
        SaleID: parties.saleId,
        ServiceID: serviceId,
        POIID: parties.poiId,
      },
      [`${category}Request`]: body,
    },
  };
}

export const paymentBody = (attempt: PaymentAttempt, type: 'Normal' | 'Refund', at: string) => ({
  SaleData: {
    SaleTransactionID: { TransactionID: attempt.reference, TimeStamp: at },
    SaleReferenceID: attempt.reference,
    ...(attempt.operatorId ? { OperatorID: attempt.operatorId } : {}),
  },
  PaymentTransaction: {
    AmountsReq: {
      Currency: attempt.currency,
      RequestedAmount: majorNumber(attempt.amountMinor, attempt.currency),
    },
  },
  PaymentData: { PaymentType: type },
});

export const referenceTo = (attempt: PaymentAttempt, parties: Parties) => ({
  MessageCategory: 'Payment',
  SaleID: parties.saleId,
  ServiceID: attempt.serviceId,
  POIID: parties.poiId,
});

const reversalReasons = {
  'customer-cancel': 'CustCancel',
  'merchant-cancel': 'MerchantCancel',
  malfunction: 'Malfunction',
  'unable-to-complete': 'Unable2Compl',
} as const;

export const reversalBody = (reversal: PaymentReversal, at: string) => ({
  OriginalPOITransaction: {
    POITransactionID: { TransactionID: reversal.terminalReference, TimeStamp: reversal.terminalReferenceAt },
  },
  ReversalReason: reversalReasons[reversal.reason],
  ...(reversal.amountMinor === undefined
    ? {}
    : { ReversedAmount: majorNumber(reversal.amountMinor, reversal.currency) }),
  SaleData: { SaleTransactionID: { TransactionID: reversal.reference, TimeStamp: at } },
});

/** A refund to the card of a payment is a reversal of part of it. */
export const reversalOf = (refund: PaymentRefund, original: CardFacts): PaymentReversal => ({
  serviceId: refund.serviceId,
  reference: refund.reference,
  terminalReference: original.terminalReference,
  terminalReferenceAt: original.terminalReferenceAt,
  amountMinor: refund.amountMinor,
  currency: refund.currency,
  reason: 'customer-cancel',
});

const header = z.looseObject({
  MessageCategory: z.string(),
  MessageType: z.string(),
  SaleID: z.string(),
  ServiceID: z.string(),
  POIID: z.string(),
});
export type NexoHeader = z.infer<typeof header>;

const response = z.looseObject({
  Result: z.enum(['Success', 'Partial', 'Failure']),
  ErrorCondition: z.string().optional(),
});
const transactionId = z.looseObject({ TransactionID: z.string(), TimeStamp: z.string() });

export const paymentResponse = z.looseObject({
  Response: response,
  SaleData: z.looseObject({ SaleTransactionID: transactionId.optional() }).optional(),
  POIData: z.looseObject({ POITransactionID: transactionId.optional() }).optional(),
  PaymentResult: z
    .looseObject({
      PaymentType: z.string().optional(),
      AmountsResp: z
        .looseObject({
          Currency: z.string().optional(),
          AuthorizedAmount: z.number(),
          TipAmount: z.number().optional(),
        })
        .optional(),
      OnlineFlag: z.boolean().optional(),
      PaymentAcquirerData: z.looseObject({ ApprovalCode: z.string().optional() }).optional(),
      PaymentInstrumentData: z
        .looseObject({
          CardData: z
            .looseObject({
              PaymentBrand: z.string().optional(),
              MaskedPan: z.string().optional(),
              EntryMode: z.array(z.string()).optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  PaymentReceipt: z
    .array(
      z.looseObject({
        DocumentQualifier: z.string(),
        OutputContent: z.looseObject({ OutputText: z.array(z.looseObject({ Text: z.string() })).optional() }),
      }),
    )
    .optional(),
});
export type PaymentResponse = z.infer<typeof paymentResponse>;

const answer = z.looseObject({
  MessageHeader: header,
  PaymentResponse: paymentResponse.optional(),
  TransactionStatusResponse: z
    .looseObject({
      Response: response,
      RepeatedMessageResponse: z
        .looseObject({
          MessageHeader: header,
          RepeatedResponseMessageBody: z.looseObject({ PaymentResponse: paymentResponse.optional() }),
        })
        .optional(),
    })
    .optional(),
  ReversalResponse: z
    .looseObject({
      Response: response,
      POIData: z.looseObject({ POITransactionID: transactionId.optional() }).optional(),
    })
    .optional(),
  DiagnosisResponse: z.looseObject({ Response: response }).optional(),
});
export type NexoAnswer = z.infer<typeof answer>;

/** The answer in a body, null if it is not one. */
export function parseAnswer(text: string): NexoAnswer | null {
  try {
    const parsed = z.looseObject({ SaleToPOIResponse: answer }).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.SaleToPOIResponse : null;
  } catch {
    return null;
  }
}

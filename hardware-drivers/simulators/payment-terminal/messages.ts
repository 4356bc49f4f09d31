import { z } from 'zod';

/** What we read of a nexo request; unknown members pass. */
export const nexoRequest = z.looseObject({
  SaleToPOIRequest: z.looseObject({
    MessageHeader: z.looseObject({
      MessageCategory: z.string(),
      SaleID: z.string().min(1),
      ServiceID: z.string().regex(/^.{1,10}$/),
      POIID: z.string(),
    }),
    PaymentRequest: z
      .looseObject({
        SaleData: z.looseObject({
          SaleTransactionID: z.looseObject({ TransactionID: z.string(), TimeStamp: z.string() }),
        }),
        PaymentData: z
          .looseObject({ PaymentType: z.enum(['Normal', 'Refund']).default('Normal') })
          .optional(),
        PaymentTransaction: z.looseObject({
          AmountsReq: z.looseObject({
            Currency: z.string().length(3),
            RequestedAmount: z.number().positive(),
          }),
        }),
      })
      .optional(),
    TransactionStatusRequest: z
      .looseObject({ MessageReference: z.looseObject({ SaleID: z.string(), ServiceID: z.string() }) })
      .optional(),
    AbortRequest: z
      .looseObject({ MessageReference: z.looseObject({ SaleID: z.string(), ServiceID: z.string() }) })
      .optional(),
    ReversalRequest: z
      .looseObject({
        OriginalPOITransaction: z.looseObject({
          POITransactionID: z.looseObject({ TransactionID: z.string() }),
        }),
        ReversedAmount: z.number().positive().optional(),
      })
      .optional(),
  }),
});
export type NexoRequest = z.infer<typeof nexoRequest>['SaleToPOIRequest'];
export type Header = NexoRequest['MessageHeader'];
export type PaymentRequest = NonNullable<NexoRequest['PaymentRequest']>;

export const typeOf = (request: PaymentRequest) => request.PaymentData?.PaymentType ?? 'Normal';

export const answerTo = (
  header: Record<string, unknown>,
  category: string,
  body: Record<string, unknown>,
) => ({
  SaleToPOIResponse: { MessageHeader: { ...header, MessageType: 'Response' }, [`${category}Response`]: body },
});

export const failure = (condition: string, reason: string) => ({
  Response: {
    Result: 'Failure',
    ErrorCondition: condition,
    AdditionalResponse: `message=${encodeURIComponent(reason)}`,
  },
});

export type Outcome = Readonly<{
  transactionId: string;
  at: string;
  authorised: string;
  /** Part of it; `0.00`: none was given. */
  tip: string;
  entryMode: 'ICC' | 'Contactless';
  approvalCode: string;
  online: boolean;
  partial: boolean;
}>;

export function paymentSuccess(request: PaymentRequest, outcome: Outcome) {
  const { Currency, RequestedAmount } = request.PaymentTransaction.AmountsReq;
  return {
    Response: { Result: outcome.partial ? 'Partial' : 'Success', AdditionalResponse: 'expiryDate=12%2F2031' },
    SaleData: request.SaleData,
    POIData: { POITransactionID: { TransactionID: outcome.transactionId, TimeStamp: outcome.at } },
    PaymentResult: {
      PaymentType: typeOf(request),
      AmountsResp: {
        Currency,
        AuthorizedAmount: Number(outcome.authorised),
        ...(outcome.tip === '0.00' ? {} : { TipAmount: Number(outcome.tip) }),
      },
      OnlineFlag: outcome.online,
      PaymentAcquirerData: {
        MerchantID: 'COMPTOIR',
        AcquirerPOIID: 'SIM',
        ApprovalCode: outcome.approvalCode,
      },
      PaymentInstrumentData: {
        PaymentInstrumentType: 'Card',
        CardData: { PaymentBrand: 'Visa', MaskedPan: '471526 **** 0042', EntryMode: [outcome.entryMode] },
      },
    },
    PaymentReceipt: ['CashierReceipt', 'CustomerReceipt'].map((DocumentQualifier) => ({
      DocumentQualifier,
      RequiredSignatureFlag: false,
      OutputContent: {
        OutputFormat: 'Text',
        OutputText: [
          receiptLine('TERMINAL', 'SIM-0001', 'terminalId'),
          receiptLine('VISA', '**** 0042', 'pan'),
          receiptLine('AUTORISATION', outcome.approvalCode, 'authCode'),
          receiptLine(
            'TOTAL',
            `${outcome.partial ? outcome.authorised : RequestedAmount.toFixed(2)} ${Currency}`,
            'totalAmount',
          ),
        ],
      },
    })),
  };
}

const receiptLine = (name: string, value: string, key: string) => ({
  Text: new URLSearchParams({ name, value, key }).toString(),
  EndOfLineFlag: true,
});

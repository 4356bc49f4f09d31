/** A sale as a return sees it: from its record's body, or from the code on its receipt. Pure. */
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { ReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import type { EarlierReturn } from '@comptoir/sync-protocol/wire/receipts';
import { fromE4, toE4 } from '../quantity.ts';
import type { LineText, ReturnableSale } from './api.ts';

export type Sold = Omit<ReturnableSale, 'isCurrent'>;

export function soldByRecord(
  { saleId, completedAt, language, basket, priced, lines, rules, tenders }: SaleBody,
  receiptNumber: string,
  known: 'journal' | 'cloud',
): Sold {
  const texts = new Map(lines.map((line) => [line.lineId, line]));
  const positions = new Map(basket.lines.map(({ id }, index) => [id, index + 1]));
  const prices = new Map(priced.lines.map((line) => [line.id, line]));
  return {
    ...{
      saleId,
      receiptNumber,
      known,
      soldAt: completedAt,
      language,
      currency: basket.currency,
      taxMode: rules.taxMode,
    },
    lines: basket.lines.flatMap(({ id, productId, quantity }, index) => {
      const [text, price] = [texts.get(id), prices.get(id)];
      if (!text || !price) return [];
      const { sku, gtin, name, soldBy, serial, lot } = text;
      const piece = { ...(serial === undefined ? {} : { serial }), ...(lot === undefined ? {} : { lot }) };
      const chargeOf = text.chargeOf === undefined ? undefined : positions.get(text.chargeOf);
      const { amountMinor, taxes } = price;
      const article = { productId, sku, ...(gtin === undefined ? {} : { gtin }), name, soldBy };
      return {
        position: index + 1,
        ...article,
        ...piece,
        ...(chargeOf === undefined ? {} : { chargeOf }),
        quantity,
        amountMinor,
        taxes: [...taxes],
        ...nothingBack,
      };
    }),
    taxes: priced.taxes.map((tax) => ({ ...tax, returnedBaseMinor: 0, returnedMinor: 0 })),
    payments: tenders.map((tender) =>
      tender.kind === 'card'
        ? {
            ...{ kind: 'card', amountMinor: tender.amountMinor, leftMinor: tender.amountMinor },
            attemptId: tender.attemptId,
            ...{ brand: tender.brand, last4: tender.last4 },
            ...(tender.tipMinor === undefined ? {} : { tipMinor: tender.tipMinor }),
          }
        : {
            ...{ kind: tender.kind, amountMinor: tender.amountMinor, leftMinor: tender.amountMinor },
            ...(tender.kind === 'loyalty-points'
              ? { points: tender.points, customerId: tender.customerId }
              : {}),
          },
    ),
  };
}

export const nothingBack = { returnedQuantity: '0', returnedMinor: 0 };

/** @returns undefined when the code could not hold the lines, or an article is not known here. */
export function soldByToken(
  { number, sale }: ReceiptToken,
  currency: ReturnableSale['currency'],
  textOf: (productId: string) => LineText | undefined,
): Sold | undefined {
  const { saleId, soldAt, taxMode, taxes } = sale;
  const lines = sale.lines?.map(({ productId, quantity, amountMinor, taxes: borne }, index) => {
    const text = textOf(productId);
    const bears = borne.flatMap((at) => taxes.slice(at, at + 1).map(({ code, rate }) => ({ code, rate })));
    return text && { position: index + 1, ...text, quantity, amountMinor, taxes: bears, ...nothingBack };
  });
  if (!lines) return undefined;
  const known = lines.filter((line) => line !== undefined);
  if (known.length < lines.length) return undefined;
  return {
    ...{ saleId, receiptNumber: number, known: 'token', soldAt, currency, taxMode, lines: known },
    // A code does not say: French, as every paper.
    language: 'fr',
    taxes: taxes.map((tax) => ({ ...tax, returnedBaseMinor: 0, returnedMinor: 0 })),
    payments: sale.tenders.map((tender) => ({ ...tender, leftMinor: tender.amountMinor })),
  };
}

/** @param earlier each return once, whoever told of it. */
export function withEarlier(
  sold: Sold,
  earlier: readonly EarlierReturn[],
  isCurrent: boolean,
): ReturnableSale {
  const once = [...new Map(earlier.map((one) => [one.returnId, one])).values()];
  const [lines, taxes] = [once.flatMap((one) => one.lines), once.flatMap((one) => one.taxes)];
  return {
    ...sold,
    isCurrent,
    lines: sold.lines.map((line) => {
      const back = lines.filter(({ position }) => position === line.position);
      return {
        ...line,
        returnedQuantity: decimalSum(back.map(({ quantity }) => quantity)),
        returnedMinor: sum(back.map(({ amountMinor }) => amountMinor)),
      };
    }),
    taxes: sold.taxes.map((tax) => {
      const back = taxes.filter(({ code, rate }) => code === tax.code && rate === tax.rate);
      return {
        ...tax,
        returnedBaseMinor: sum(back.map(({ baseMinor }) => baseMinor)),
        returnedMinor: sum(back.map(({ amountMinor }) => amountMinor)),
      };
    }),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
const decimalSum = (quantities: readonly string[]): string => fromE4(sum(quantities.map(toE4)));

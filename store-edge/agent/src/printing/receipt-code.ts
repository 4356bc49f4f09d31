/** The code on a receipt: what proves it at any store of the chain, and what it witnesses of the journal. */
import { receiptPageUrl } from '@comptoir/sync-protocol/records/receipt-number';
import { formatReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import type { SaleRecord } from './receipt.ts';

/** Enough of the hash to witness the journal, short enough for a small code. */
const HASH_BYTES = 10;

/**
 * @param sign by the edge's device key, base64.
 * @param receiptsUrl what may stand before it on paper: the code leaves room for it.
 */
export function receiptCode(
  { header, body, hash }: SaleRecord,
  sign: (text: string) => string,
  receiptsUrl = '',
): string {
  const { saleId, completedAt, rules, priced, basket, tenders } = body;
  const prices = new Map(priced.lines.map((line) => [line.id, line]));
  const indexOf = (tax: { code: string; rate: string }) =>
    priced.taxes.findIndex(({ code, rate }) => code === tax.code && rate === tax.rate);
  const lines = basket.lines.map(({ id, productId, quantity }) => {
    const price = prices.get(id);
    const taxes = (price?.taxes ?? []).map(indexOf).filter((index) => index >= 0);
    return { productId, quantity, amountMinor: price?.amountMinor ?? 0, taxes };
  });
  const paid = tenders.map((tender) => ({
    kind: tender.kind,
    amountMinor: tender.amountMinor,
    ...(tender.kind === 'card' ? { last4: tender.last4 } : {}),
  }));
  const sale = {
    saleId,
    soldAt: completedAt,
    taxMode: rules.taxMode,
    taxes: priced.taxes,
    lines,
    tenders: paid,
  };
  const hashBeginning = hash.subarray(0, HASH_BYTES).toString('base64url');
  const token = { number: header.number, seq: header.seq, hashBeginning, sale };
  return formatReceiptToken(token, sign, receiptPageUrl(receiptsUrl, '').length);
}

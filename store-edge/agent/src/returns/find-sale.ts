/** Which sale a receipt tells of: by this store's journal, else by head office, else by the code on the paper alone. */
import { saleBody } from '@comptoir/sync-protocol/records/kinds';
import {
  parseProvisionalNumber,
  parseReceiptNumber,
  receiptTokenIn,
} from '@comptoir/sync-protocol/records/receipt-number';
import { readReceiptToken } from '@comptoir/sync-protocol/records/receipt-token';
import type { ReceiptOfSale } from '@comptoir/sync-protocol/wire/receipts';
import type { Sqlite } from '../database/open.ts';
import { numberFinder } from '../journal/find-number.ts';
import { provisionalFinder } from '../journal/find-provisional.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { LineText, ReturnableSale } from './api.ts';
import { withPointsLeft } from './points-back.ts';
import type { ReturnRows } from './return-rows.ts';
import { type Sold, soldByRecord, soldByToken, withEarlier } from './sold-sale.ts';

/** What head office says of a receipt; null: it could not be asked in the time that a customer waits. */
export type AskHeadOffice = (receiptNumber: string) => Promise<ReceiptOfSale | 'unknown' | null>;

type FinderDeps = Readonly<{
  db: Sqlite;
  journal: Pick<Journal, 'recordIn'>;
  rows: ReturnRows;
  replica: Pick<Replica, 'product' | 'edgeKeys'>;
  askHeadOffice: AskHeadOffice;
  /** What went back to a card payment of this store. */
  givenBackMinor: (attemptId: string) => number;
}>;

export function saleFinder({ db, journal, rows, replica, askHeadOffice, givenBackMinor }: FinderDeps) {
  const find = numberFinder(db);
  const findProvisional = provisionalFinder(db);

  function ownSale(number: string): Sold | Problem | undefined {
    const parsed = parseReceiptNumber(number);
    const found = parsed ? find(parsed) : undefined;
    const record = found && journal.recordIn(found.ordinal, found.seq);
    if (!record) return undefined;
    if (found.kind !== 'sale') return isReturn();
    return soldByRecord(saleBody.parse(JSON.parse(record.lines.body)), number, 'journal');
  }

  const numberOf = (typed: string): string | undefined => {
    if (parseProvisionalNumber(typed)) return findProvisional(typed);
    return parseReceiptNumber(typed) ? typed : undefined;
  };

  const textOf = (productId: string): LineText | undefined => {
    const product = replica.product(productId);
    if (!product) return undefined;
    const { id, sku, gtins, name, pricing } = product;
    const gtin = gtins[0] === undefined ? {} : { gtin: gtins[0] };
    return { productId: id, sku, ...gtin, name, soldBy: pricing.soldBy };
  };

  return async (receipt: string): Promise<ReturnableSale | Problem> => {
    const scanned = receiptTokenIn(receipt);
    const token = scanned === null ? null : readReceiptToken(scanned, (store) => replica.edgeKeys(store));
    if (scanned !== null && !token) return notGenuine();
    const number = token?.number ?? numberOf(receipt.trim().toUpperCase());
    if (number === undefined) return unknownReceipt(false);
    const own = ownSale(number);
    if (own && 'refused' in own) return own;
    const told = await askHeadOffice(number);
    const elsewhere = told === null || told === 'unknown' ? undefined : told;
    const sold =
      own ??
      (elsewhere && soldByRecord(elsewhere.sale, elsewhere.receiptNumber, 'cloud')) ??
      (token ? soldByToken(token, 'CAD', textOf) : undefined);
    if (!sold) return unknownReceipt(told === null);
    const earlier = [...rows.ofSale(sold.saleId), ...(elsewhere?.returns ?? [])];
    const payments = sold.payments.map((payment) =>
      payment.attemptId === undefined
        ? payment
        : { ...payment, leftMinor: Math.max(0, payment.amountMinor - givenBackMinor(payment.attemptId)) },
    );
    const left = withPointsLeft(payments, rows.pointsOfSale(sold.saleId));
    return withEarlier({ ...sold, payments: left }, earlier, told !== null);
  };
}

const isReturn = (): Problem =>
  problem(409, 'is-a-return', 'This is the receipt of a return', 'Scan the receipt of the sale.');
const notGenuine = (): Problem =>
  problem(422, 'not-genuine', 'This receipt is not one of ours', 'Scan it again, or ask a supervisor.');
const unknownReceipt = (isOffline: boolean): Problem =>
  problem(404, 'unknown-receipt', 'No such receipt', 'Check the number, or search by card, date or amount.', {
    isOffline,
  });

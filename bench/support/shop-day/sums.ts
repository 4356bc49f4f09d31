/**
 * What a day's invoices come to in Québec, computed by a second hand: nothing of `pricing` is asked.
 * Source: Revenu Québec, IN-203, GST 5 % and QST 9.975 %, each of the price before tax, once an invoice, to the nearest cent; cash to the
 * nearest five cents, Royal Canadian Mint, 2013.
 */
import type { Invoice } from './invoices.ts';

export type Owed = Readonly<{ gstMinor: number; qstMinor: number; totalMinor: number }>;
type Sold = Pick<Invoice, 'lines'>;

export function owedFor({ lines }: Sold): Owed {
  const netMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
  // Exact while the product stays under 2^53: a net of ninety million dollars.
  const gstMinor = Math.floor((netMinor * 5 + 50) / 100);
  const qstMinor = Math.floor((netMinor * 9_975 + 50_000) / 100_000);
  return { gstMinor, qstMinor, totalMinor: netMinor + gstMinor + qstMinor };
}

export const inCash = (totalMinor: number): number => Math.floor((totalMinor + 2) / 5) * 5;

export type DaySums = Readonly<{
  sales: number;
  returns: number;
  totalMinor: number;
  returnedMinor: number;
  gstMinor: number;
  qstMinor: number;
  cardMinor: number;
  /** In the drawer at the end, what was in it at first included. */
  drawerMinor: number;
}>;

export function sumsOf(
  invoices: readonly Invoice[],
  isByCard: (invoice: Invoice) => boolean,
  floatMinor: number,
): DaySums {
  const sold = invoices.filter(({ cancels }) => cancels === null);
  const cancelled = invoices.filter(({ cancels }) => cancels !== null);
  const sum = (some: readonly Invoice[], what: (owed: Owed) => number) =>
    some.reduce((total, invoice) => total + what(owedFor(invoice)), 0);
  const total = ({ totalMinor }: Owed) => totalMinor;
  const cash = ({ totalMinor }: Owed) => inCash(totalMinor);
  const paidInCash = sold.filter((invoice) => !isByCard(invoice));
  return {
    sales: sold.length,
    returns: cancelled.length,
    totalMinor: sum(sold, total),
    returnedMinor: sum(cancelled, total),
    gstMinor: sum(sold, (owed) => owed.gstMinor) - sum(cancelled, (owed) => owed.gstMinor),
    qstMinor: sum(sold, (owed) => owed.qstMinor) - sum(cancelled, (owed) => owed.qstMinor),
    cardMinor: sum(sold.filter(isByCard), total),
    drawerMinor: floatMinor + sum(paidInCash, cash) - sum(cancelled, cash),
  };
}

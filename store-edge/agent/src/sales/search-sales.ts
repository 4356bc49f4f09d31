/** Sales of this store by day, card or amount: a customer without the paper. Ids are UUIDv7, so a day is a range of the table's key. */

import type { Sqlite } from '../database/open.ts';
import type { FoundSale } from '../returns/api.ts';

export type SalesWanted = Readonly<{
  /** Days, both included; of UTC, widened by one on each side, since the store's own begin elsewhere. */
  from: string;
  to: string;
  last4?: string | undefined;
  amountMinor?: number | undefined;
  /** How the receipt's number ends. */
  numberEnd?: string | undefined;
}>;
type Row = Omit<FoundSale, 'last4'> & { tenders: string };

const foundMax = 50;
const dayMs = 86_400_000;

export function prepareSearch(db: Sqlite): (wanted: SalesWanted) => FoundSale[] {
  const rows = db.prepare<[Record<string, string | number | null>], Row>(
    `select sale_id as saleId, receipt_number as receiptNumber, at, item_count as itemCount, total_minor as totalMinor, tenders from sale
     where sale_id >= @from and sale_id < @to and (@card is null or tenders like @card)
       and (@amountMinor is null or total_minor = @amountMinor)
       and (@numberEnd is null or substr(receipt_number, -length(@numberEnd)) = @numberEnd) order by sale_id desc limit ${foundMax}`,
  );
  return ({ from, to, last4, amountMinor, numberEnd }) =>
    rows
      .all({
        from: firstIdAt(Date.parse(from) - dayMs),
        to: firstIdAt(Date.parse(to) + 2 * dayMs),
        card: last4 === undefined ? null : `%"last4":"${last4}"%`,
        amountMinor: amountMinor ?? null,
        numberEnd: numberEnd ?? null,
      })
      .map(({ tenders, ...sale }) => ({ ...sale, last4: /"last4":"(\d{4})"/.exec(tenders)?.[1] ?? null }));
}

/** The least UUIDv7 of a moment: its first 48 bits are milliseconds. Source: RFC 9562, 5.7. */
function firstIdAt(atMs: number): string {
  const hex = Math.max(0, atMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

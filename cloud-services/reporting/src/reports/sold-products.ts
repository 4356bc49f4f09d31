/** What was sold of each product in a period: whole months from the rollup by month, the days around them from the one by day. */
import { type Period, wholeMonths } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { inChannel, inScope } from './scope.ts';

/**
 * @param parameters those of the scope; those of the period are added.
 * @returns a query of product_id, documents, quantity and amount_minor, many rows a product: what is not summed up costs nothing.
 */
function soldRows(period: Period, parameters: unknown[]): string {
  const isAll = parameters[0] === null;
  const where = isAll ? `$1::text[] is null and ${inChannel}` : inScope;
  const place = (value: string) => {
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const select = (table: string, date: string, { from, to }: Period) =>
    `select product_id, documents, quantity, amount_minor from ${liveFacts}.${table}${isAll ? '_all' : ''}
     where ${date} between ${place(from)}::date and ${place(to)}::date and ${where}`;
  const { days, months } = wholeMonths(period);
  const parts = days.map((of) => select('by_product', 'business_date', of));
  if (months) parts.push(select('by_product_month', 'month', months));
  return parts.join(' union all ');
}

/** Likewise, one row a product. */
export const soldProducts = (period: Period, parameters: unknown[]): string =>
  `select product_id, sum(documents) as documents, sum(quantity) as quantity, sum(amount_minor)::bigint as amount_minor
    from (${soldRows(period, parameters)}) sold group by product_id`;

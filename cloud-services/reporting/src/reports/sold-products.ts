/** What was sold of each product in a period: whole months from the rollup by month, the days around them from the one by day. */
import { type Period, wholeMonths } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { inScope } from './scope.ts';

const select = (table: string, date: string, from: string, to: string) =>
  `select product_id, documents, quantity, amount_minor from ${liveFacts}.${table}
   where ${date} between ${from}::date and ${to}::date and ${inScope}`;

/**
 * @param parameters those of the scope; those of the period are added.
 * @returns a query of product_id, quantity and amount_minor, one row a product.
 */
export function soldProducts(period: Period, parameters: unknown[]): string {
  const place = (value: string) => {
    parameters.push(value);
    return `$${parameters.length}`;
  };
  const { days, months } = wholeMonths(period);
  const parts = days.map(({ from, to }) => select('by_product', 'business_date', place(from), place(to)));
  if (months) parts.push(select('by_product_month', 'month', place(months.from), place(months.to)));
  return `select product_id, sum(documents) as documents, sum(quantity) as quantity, sum(amount_minor)::bigint as amount_minor
    from (${parts.join(' union all ')}) sold group by product_id`;
}

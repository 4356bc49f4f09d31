import { ProductTable } from '../analytics/product-table.tsx';
import { TopAndSlow } from '../analytics/top-and-slow.tsx';
import { useAnalytics } from '../analytics/use-analytics.ts';
import type { Of } from '../figures/behind.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';

/** What sells, what lies, and what it earns. */
export function Merchandise(of: Of) {
  const { data, error } = useAnalytics(of.days, of.filters);
  if (error) return <FaultMessage fault={error} />;
  if (!data) return null;
  return (
    <>
      <TopAndSlow analytics={data} of={of} />
      <ProductTable products={data.top} of={of} />
    </>
  );
}

import { useStores } from '../filters/use-stores.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { SalesList } from './sales-list.tsx';
import { useLiveSales } from './use-live-sales.ts';

/** Each sale of the tills as it comes in. */
export function LatestSales(props: { token: string }) {
  const { sales } = useLiveSales(props.token);
  const stores = useStores();
  return (
    <>
      {sales.error ? <FaultMessage fault={sales.error} /> : null}
      {sales.data ? <SalesList sales={sales.data.items} stores={stores} /> : null}
    </>
  );
}

import type { SaleSummary } from '@comptoir/sales/api';
import { Trans } from '@lingui/react/macro';
import { SalesTable, type Store } from '../sales/sales-table.tsx';
import css from './live.module.css';

export function SalesList(props: { sales: readonly SaleSummary[]; stores: readonly Store[] }) {
  return (
    <section className={css.sales} aria-labelledby="sales-title">
      <h2 id="sales-title">
        <Trans>Dernières ventes et derniers retours</Trans>
      </h2>
      {props.sales.length === 0 ? (
        <p className="empty">
          <Trans>Aucune vente encore. Elles s’affichent ici dès qu’un magasin encaisse.</Trans>
        </p>
      ) : (
        <SalesTable sales={props.sales} stores={props.stores} />
      )}
    </section>
  );
}

import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';

/** The pages on stock. */
export function StockTabs() {
  const { t } = useLingui();
  return (
    <nav className="tabs" aria-label={t`Stock`}>
      <NavLink to="/stock" end data-testid="tab-stock">{t`Par produit`}</NavLink>
      <NavLink to="/stock/network" data-testid="tab-network">{t`Réseau`}</NavLink>
      <NavLink to="/stock/transfers" data-testid="tab-transfers">{t`Transferts`}</NavLink>
      <NavLink to="/stock/purchase-orders" data-testid="tab-purchase-orders">{t`Fournisseurs`}</NavLink>
      <NavLink to="/stock/reorder" data-testid="tab-reorder">{t`À commander`}</NavLink>
      <NavLink to="/stock/discrepancies" data-testid="tab-discrepancies">{t`Écarts`}</NavLink>
      <NavLink to="/stock/rules" data-testid="tab-rules">{t`Seuils et sources`}</NavLink>
    </nav>
  );
}

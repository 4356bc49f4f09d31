import { useLingui } from '@lingui/react/macro';

/** What the services are called; one without words keeps the name of its address. */
export function useServiceWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    products: t`Catalogue`,
    inventory: t`Stock`,
    cart: t`Panier`,
    order: t`Commandes`,
    customer: t`Clients`,
    sales: t`Ventes et magasins`,
    reports: t`Rapports`,
  };
}

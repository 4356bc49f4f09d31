import { useLingui } from '@lingui/react/macro';

export function useTenderWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    cash: t`Comptant`,
    card: t`Carte`,
    tip: t`Pourboire`,
    cheque: t`Chèque`,
    'gift-card': t`Carte-cadeau`,
    'store-credit': t`Crédit en magasin`,
    'loyalty-points': t`Points de fidélité`,
    exchange: t`Échange`,
  };
}

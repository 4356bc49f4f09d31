import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';

/** The pages on prices. */
export function PriceTabs() {
  const { t } = useLingui();
  return (
    <nav className="tabs" aria-label={t`Prix`}>
      <NavLink to="/prices" end data-testid="tab-prices">{t`Grille`}</NavLink>
      <NavLink to="/prices/lists" data-testid="tab-lists">{t`Listes et calendrier`}</NavLink>
      <NavLink to="/prices/proposals" data-testid="tab-proposals">{t`À approuver`}</NavLink>
    </nav>
  );
}

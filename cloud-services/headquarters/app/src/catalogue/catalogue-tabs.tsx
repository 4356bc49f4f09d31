import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';

/** The catalogue, how it is divided, and what its products can be like. */
export function CatalogueTabs() {
  const { t } = useLingui();
  return (
    <nav className="tabs" aria-label={t`Catalogue`}>
      <NavLink to="/catalogue" end data-testid="catalogue-tab">{t`Produits`}</NavLink>
      <NavLink to="/catalogue/categories" data-testid="categories-tab">{t`Catégories`}</NavLink>
      <NavLink to="/catalogue/attributes" data-testid="attributes-tab">{t`Attributs`}</NavLink>
    </nav>
  );
}

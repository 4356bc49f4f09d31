import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { chooseLanguage } from '../i18n/language.ts';
import css from './frame.module.css';
import { StoreNotices } from './store-notices.tsx';

export function Frame(props: { name: string; onSignOut: () => void; children: ReactNode }) {
  const { t, i18n } = useLingui();
  const { pathname } = useLocation();
  // On a phone, the page on which the menu was opened: whatever is chosen in it closes it.
  const [openAt, setOpenAt] = useState('');
  const isOpen = openAt === pathname;
  const other =
    i18n.locale === 'fr-CA'
      ? ({ language: 'en-CA', label: 'English' } as const)
      : ({ language: 'fr-CA', label: 'Français' } as const);
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#content">
        <Trans>Aller au contenu</Trans>
      </a>
      <nav className={css.nav} aria-label={t`Sections`}>
        <p className={css.brand}>
          Comptoir <span>{t`Siège`}</span>
        </p>
        <button
          type="button"
          className={`button ${css.toggle}`}
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpenAt(isOpen ? '' : pathname)}
          data-testid="menu"
        >{t`Menu`}</button>
        <div id="menu" className={css.menu} data-open={isOpen}>
          <NavLink to="/" end data-testid="nav-live">{t`En direct`}</NavLink>
          <NavLink to="/reports" data-testid="nav-reports">{t`Rapports`}</NavLink>
          <NavLink to="/products" data-testid="nav-products">{t`Analyses`}</NavLink>
          <NavLink to="/sales" data-testid="nav-sales">{t`Ventes et retours`}</NavLink>
          <NavLink to="/values" data-testid="nav-values">{t`Cartes-cadeaux et crédits`}</NavLink>
          <NavLink to="/orders" data-testid="nav-orders">{t`Commandes`}</NavLink>
          <NavLink to="/customers" data-testid="nav-customers">{t`Clients`}</NavLink>
          <NavLink to="/stock" data-testid="nav-stock">{t`Stock du réseau`}</NavLink>
          <NavLink to="/catalogue" data-testid="nav-catalogue">{t`Catalogue`}</NavLink>
          <NavLink to="/import" data-testid="nav-import">{t`Importer des produits`}</NavLink>
          <NavLink to="/prices" data-testid="nav-prices">{t`Prix`}</NavLink>
          <NavLink to="/promotions" data-testid="nav-promotions">{t`Promotions`}</NavLink>
          <NavLink to="/audit" data-testid="nav-audit">{t`Historique`}</NavLink>
          <NavLink to="/stores" data-testid="nav-stores">{t`Santé des magasins`}</NavLink>
          <NavLink to="/trail" data-testid="nav-trail">{t`Registre des magasins`}</NavLink>
          <NavLink to="/releases" data-testid="nav-releases">{t`Versions des magasins`}</NavLink>
          <NavLink to="/quarantine" data-testid="nav-quarantine">{t`Quarantaine`}</NavLink>
          <NavLink to="/archives" data-testid="nav-archives">{t`Archives`}</NavLink>
          <StoreNotices />
          <div className={css.person}>
            <span data-testid="signed-in-as">{props.name}</span>
            <button
              type="button"
              lang={other.language}
              onClick={() => chooseLanguage(other.language)}
              data-testid="language"
            >
              {other.label}
            </button>
            <button type="button" onClick={props.onSignOut}>{t`Fermer la session`}</button>
          </div>
        </div>
      </nav>
      <main id="content" className={css.content}>
        {props.children}
      </main>
    </div>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { NavLink, type NavLinkProps, useLocation, useNavigate } from 'react-router';
import { AlertsLink } from '../alerts/alerts-link.tsx';
import { chooseLanguage } from '../i18n/language.ts';
import { useMay } from '../session/may.ts';
import css from './frame.module.css';
import { StoreNotices } from './store-notices.tsx';

/** In the menu of those who may. */
function Section({ may, ...link }: { may: string } & NavLinkProps) {
  return useMay(may) ? <NavLink {...link} /> : null;
}

export function Frame(props: { name: string; token: string; onSignOut: () => void; children: ReactNode }) {
  const { t, i18n } = useLingui();
  const { pathname } = useLocation();
  // On a phone, the page on which the menu was opened: whatever is chosen in it closes it.
  const [openAt, setOpenAt] = useState('');
  const isOpen = openAt === pathname;
  useGuideKey();
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
          <Section may="read-sales" to="/" end data-testid="nav-live">{t`En direct`}</Section>
          {useMay('read-sales') ? <AlertsLink token={props.token} /> : null}
          <Section may="read-sales" to="/reports" data-testid="nav-reports">{t`Rapports`}</Section>
          <Section may="read-sales" to="/products" data-testid="nav-products">{t`Analyses`}</Section>
          <Section may="read-receipts" to="/sales" data-testid="nav-sales">{t`Ventes et retours`}</Section>
          <Section
            may="read-receipts"
            to="/values"
            data-testid="nav-values"
          >{t`Cartes-cadeaux et crédits`}</Section>
          <Section may="read-orders" to="/orders" data-testid="nav-orders">{t`Commandes`}</Section>
          <Section may="read-customers" to="/customers" data-testid="nav-customers">{t`Clients`}</Section>
          <Section may="read-stock" to="/stock" data-testid="nav-stock">{t`Stock du réseau`}</Section>
          <Section may="change-catalogue" to="/catalogue" data-testid="nav-catalogue">{t`Catalogue`}</Section>
          <Section
            may="change-catalogue"
            to="/import"
            data-testid="nav-import"
          >{t`Importer des produits`}</Section>
          <Section may="change-catalogue" to="/prices" data-testid="nav-prices">{t`Prix`}</Section>
          <Section
            may="change-promotions"
            to="/promotions"
            data-testid="nav-promotions"
          >{t`Promotions`}</Section>
          <Section may="change-promotions" to="/loyalty" data-testid="nav-loyalty">{t`Fidélité`}</Section>
          <Section may="change-staff" to="/staff" data-testid="nav-staff">{t`Personnel`}</Section>
          <Section may="read-audit" to="/audit" data-testid="nav-audit">{t`Historique`}</Section>
          <Section may="read-fleet" to="/places" data-testid="nav-places">{t`Magasins`}</Section>
          <Section may="read-fleet" to="/stores" data-testid="nav-stores">{t`Santé des magasins`}</Section>
          <Section may="read-trail" to="/trail" data-testid="nav-trail">{t`Registre des magasins`}</Section>
          <Section
            may="run-stores"
            to="/releases"
            data-testid="nav-releases"
          >{t`Versions des magasins`}</Section>
          <Section may="run-stores" to="/quarantine" data-testid="nav-quarantine">{t`Quarantaine`}</Section>
          <Section may="run-stores" to="/archives" data-testid="nav-archives">{t`Archives`}</Section>
          <NavLink to="/guide" aria-keyshortcuts="F1" data-testid="nav-guide">
            {t`Guide`} <kbd>F1</kbd>
          </NavLink>
          <StoreNotices />
          <div className={css.person}>
            <span data-testid="signed-in-as">{props.name}</span>
            <button
              type="button"
              lang={other.language}
              onClick={() => void chooseLanguage(other.language)}
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

/** F1 opens the guide at the part of the page one is on, and not the browser's own help. */
function useGuideKey() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== 'F1') return;
      event.preventDefault();
      if (pathname !== '/guide') void navigate('/guide', { state: { from: pathname } });
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, [navigate, pathname]);
}

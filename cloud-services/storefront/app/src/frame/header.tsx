import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Link, useFetchers, useLocation } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { Icon } from '../parts/icons.tsx';
import type { ShellData } from '../shared/shapes/frame.ts';
import css from './frame.module.css';
import { SearchField } from './search-field.tsx';
import { useOtherLanguage } from './use-other-language.ts';

export function Header({ shell, isHome }: { shell: ShellData; isHome: boolean }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const other = useOtherLanguage();
  const count = shell.cartCount + useAddedJustNow();
  return (
    <header className={css.header}>
      <div className={css.bar}>
        <Link className={css.brand} to={to('home')} aria-current={isHome ? 'page' : undefined}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Comptoir
        </Link>
        <AislesMenu shell={shell} />
        <div className={css.search}>
          <SearchField />
        </div>
        <a
          className={`${css.tool} ${css.language}`}
          href={other.href}
          lang={other.locale}
          hrefLang={other.locale}
        >
          {other.name}
        </a>
        <Link className={`${css.tool} ${css.stores}`} to={to('stores')}>
          {t`Magasins`}
        </Link>
        <Link
          className={`${css.tool} ${css.account}`}
          to={shell.customerName === null ? to('signIn') : to('account')}
          data-testid="account"
        >
          <Icon name="person" />
          <span>{shell.customerName === null ? t`Connexion` : shell.customerName || t`Compte`}</span>
        </Link>
        <Link className={`${css.tool} ${css.cart}`} to={to('cart')} data-testid="cart-link">
          <Icon name="cart" />
          <span>{t`Panier`}</span>
          <span className={css.count} data-testid="cart-count" aria-hidden="true">
            {count}
          </span>
          <span className="visually-hidden" aria-live="polite">
            <Plural value={count} one="# article" other="# articles" />
          </span>
        </Link>
      </div>
    </header>
  );
}

/** Articles that were just sent to the cart and are not counted by the server yet: the count does not wait for it. */
function useAddedJustNow(): number {
  return useFetchers()
    .filter(({ formData, state }) => state === 'submitting' && formData?.get('do') === 'add')
    .reduce(
      (sum, { formData }) => sum + Math.max(1, Math.trunc(Number(formData?.get('quantity') ?? 1)) || 1),
      0,
    );
}

function AislesMenu({ shell }: { shell: ShellData }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const other = useOtherLanguage();
  const menu = useRef<HTMLDetailsElement>(null);
  const location = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it.
  useEffect(() => {
    if (menu.current) menu.current.open = false;
  }, [location]);

  return (
    <details
      className={css.menu}
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        menu.current.open = false;
        menu.current.querySelector('summary')?.focus();
      }}
    >
      <summary className={css.tool} data-testid="aisles">
        <Icon name="menu" />
        {t`Rayons`}
      </summary>
      <nav className={css.panel} aria-label={t`Rayons`}>
        <ul>
          {shell.categories.map(({ slug, name }) => (
            <li key={slug}>
              <Link to={to('category', { slug })}>{name}</Link>
            </li>
          ))}
        </ul>
        <ul className={css.also}>
          <li>
            <Link to={to('stores')}>{t`Magasins`}</Link>
          </li>
          <li>
            <a href={other.href} lang={other.locale} hrefLang={other.locale}>
              {other.name}
            </a>
          </li>
        </ul>
      </nav>
    </details>
  );
}

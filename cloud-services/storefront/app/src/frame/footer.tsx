import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useFetcher, useLocation } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { buttonClass } from '../parts/buttons.ts';
import type { ShellData } from '../shared/shapes/frame.ts';
import css from './frame.module.css';
import { useOtherLanguage } from './use-other-language.ts';

export function Footer({ audience }: Pick<ShellData, 'audience'>) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const other = useOtherLanguage();
  return (
    <footer className={css.footer}>
      <div className={css.inside}>
        {audience === 'unknown' ? <AudienceQuestion /> : null}
        <nav className={css.links} aria-label={t`Aide et informations`}>
          <Link to={to('stores')}>{t`Magasins et aide`}</Link>
          <Link to={to('terms')}>{t`Conditions, livraison et retours`}</Link>
          <Link to={to('privacy')}>{t`Vie privée`}</Link>
          <a href={other.href} lang={other.locale} hrefLang={other.locale}>
            {other.name}
          </a>
        </nav>
        <p className={css.legal}>
          <Trans>
            Démonstration : les prix et les stocks sont inventés. Noms de produits réels : © les contributeurs
            d’Open Food Facts (ODbL).
          </Trans>
        </p>
      </div>
    </footer>
  );
}

/** Asked in the page, not over it; yes and no weigh the same. Source: Law 25 (Québec), s. 8.1. */
function AudienceQuestion() {
  const { t } = useLingui();
  const { to } = useSpoken();
  const { pathname, search } = useLocation();
  const fetcher = useFetcher();
  if (fetcher.state !== 'idle') return null;
  return (
    <section className={css.audience} aria-label={t`Mesure d’audience`}>
      <p>
        <Trans>
          Pouvons-nous compter les pages vues et les achats, sans savoir qui vous êtes? Rien n’est compté sans
          votre accord.
        </Trans>
      </p>
      <fetcher.Form method="post" action={to('audience')}>
        <input type="hidden" name="back" value={`${pathname}${search}`} />
        <button className={buttonClass()} type="submit" name="answer" value="yes">
          {t`Accepter la mesure`}
        </button>
        <button
          className={buttonClass()}
          type="submit"
          name="answer"
          value="no"
          data-testid="refuse-audience"
        >
          {t`Refuser la mesure`}
        </button>
      </fetcher.Form>
    </section>
  );
}

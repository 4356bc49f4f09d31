import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../i18n/language.tsx';
import { buttonClass } from '../parts/buttons.ts';
import css from './fault-page.module.css';

/** Instead of any page, while there is no network. */
export function OfflinePage() {
  const { t } = useLingui();
  const { to } = useSpoken();
  return (
    <main id="content" className={css.page} data-testid="offline">
      <title>{t`Hors ligne · Comptoir`}</title>
      <h1>{t`Vous êtes hors ligne`}</h1>
      <p>{t`Votre panier est gardé. Vérifiez votre connexion, puis chargez la page de nouveau.`}</p>
      <a className={buttonClass('primary')} href={to('home')}>{t`Aller à l’accueil`}</a>
    </main>
  );
}

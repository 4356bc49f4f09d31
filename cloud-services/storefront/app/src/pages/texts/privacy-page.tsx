import { Trans, useLingui } from '@lingui/react/macro';
import { Form } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import css from './texts.module.css';

export function PrivacyPage() {
  const { t } = useLingui();
  const { to } = useSpoken();
  return (
    <div className={css.text}>
      <title>{t`Vie privée · Comptoir`}</title>
      <h1>{t`Vie privée`}</h1>
      <section>
        <h2>{t`Ce que nous gardons`}</h2>
        <p>
          <Trans>
            Pour une commande : votre nom, votre courriel et l’adresse de livraison. Avec un compte : aussi
            vos adresses, vos commandes et vos points. Ces renseignements sont chiffrés avec une clé qui n’est
            qu’à vous; effacer votre compte détruit cette clé.
          </Trans>
        </p>
      </section>
      <section>
        <h2>{t`Témoins`}</h2>
        <p>
          <Trans>
            Les témoins nécessaires retiennent votre panier, votre session, le début du code postal de
            livraison et les derniers articles que vous avez vus; aucun script ne peut les lire. La mesure
            d’audience n’a lieu qu’avec votre accord, et ne sait pas qui vous êtes.
          </Trans>
        </p>
        <Form method="post" action={to('audience')}>
          <button className={buttonClass()} type="submit" name="answer" value="no">
            {t`Refuser la mesure d’audience`}
          </button>
        </Form>
      </section>
      <section>
        <h2>{t`Vos droits`}</h2>
        <p>
          <Trans>
            Vous pouvez consulter, corriger et effacer vos renseignements depuis votre compte, et retirer un
            consentement à tout moment (Loi 25, RGPD).
          </Trans>
        </p>
      </section>
    </div>
  );
}

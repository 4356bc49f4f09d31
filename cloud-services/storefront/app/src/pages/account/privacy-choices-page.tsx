import { useLingui } from '@lingui/react/macro';
import { Form, useActionData, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { CheckBox, FaultSummary, formClass } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { myDataPath } from '../../shared/paths.ts';
import type { PrivacyData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { AccountFrame } from './account-frame.tsx';
import { ActForm } from './security/act-form.tsx';
import { useLabels } from './security/labels.ts';
import { ShownPassword } from './security/shown-password.tsx';

export function PrivacyChoicesPage() {
  const { marketingEmail, analytics } = useLoaderData<PrivacyData>();
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const { language } = useSpoken();
  return (
    <AccountFrame title={t`Vie privée`}>
      <FaultSummary answer={answer} labels={useLabels()} />
      <Sheet title={t`Vos consentements`}>
        <Form method="post" className={formClass} key={`${marketingEmail} ${analytics}`}>
          <div>
            <CheckBox name="marketingEmail" isOn={marketingEmail}>
              {t`Recevoir nos offres par courriel`}
            </CheckBox>
            <CheckBox name="analytics" isOn={analytics}>
              {t`Compter mes visites dans la mesure d’audience`}
            </CheckBox>
          </div>
          <button type="submit" className={buttonClass('primary')} data-testid="save">
            {t`Enregistrer mes choix`}
          </button>
        </Form>
      </Sheet>
      <Sheet title={t`Mes données`}>
        <p>{t`Tout ce que nous gardons de vous : profil, consentements, achats, commandes, points, panier, notes et appareils. En une page à lire, ou en un fichier JSON pour un autre logiciel.`}</p>
        <p>
          <a
            href={`${myDataPath(language)}?to=read`}
            className={buttonClass('quiet')}
            data-testid="read-my-data"
          >
            {t`Télécharger pour lire`}
          </a>{' '}
          <a href={myDataPath(language)} className={buttonClass('quiet')} data-testid="my-data">
            {t`Télécharger en JSON`}
          </a>
        </p>
      </Sheet>
      <Sheet title={t`Effacer mon compte`}>
        <p>{t`Vos renseignements deviennent illisibles pour de bon. Les reçus restent, sans votre nom, comme la loi le demande. Une commande en route garde votre adresse jusqu’à ce qu’elle soit remise, puis l’oublie.`}</p>
        <details open={answer !== undefined}>
          <summary className={buttonClass('quiet')}>{t`Je veux effacer mon compte`}</summary>
          <ActForm act="erase">
            <ShownPassword name="erasePassword" answer={answer} />
            <button type="submit" className={buttonClass('danger')} data-testid="erase">
              {t`Oui, effacer mon compte`}
            </button>
          </ActForm>
        </details>
      </Sheet>
    </AccountFrame>
  );
}

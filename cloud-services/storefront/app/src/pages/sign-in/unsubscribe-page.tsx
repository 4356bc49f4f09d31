import { useLingui } from '@lingui/react/macro';
import { Form, Link, useActionData, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, formClass } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import type { TokenData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { FormPage, Send } from './pages.tsx';

export function UnsubscribePage() {
  const { token } = useLoaderData<TokenData>();
  const answer = useActionData<FormAnswer | { isDone: true }>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const isDone = answer !== undefined && 'isDone' in answer;
  return (
    <FormPage title={t`Ne plus recevoir nos offres`}>
      {isDone ? (
        <Notice tone="done" testId="unsubscribed">
          {t`C’est fait : nous ne vous écrirons plus que pour vos commandes et votre compte.`}
        </Notice>
      ) : (
        <Sheet>
          <p>{t`Un clic, et nos offres et rappels par courriel s’arrêtent. Ce qui concerne vos commandes vous parvient toujours.`}</p>
          <Form method="post" className={formClass}>
            <FaultSummary answer={answer} labels={{}} />
            <input type="hidden" name="token" value={token ?? ''} />
            {answer?.problem === 'link-expired' ? (
              <Link
                className={buttonClass('primary', 'wide')}
                to={to('privacyChoices')}
              >{t`Choisir dans mon compte`}</Link>
            ) : (
              <Send>{t`Ne plus recevoir d’offres`}</Send>
            )}
          </Form>
        </Sheet>
      )}
    </FormPage>
  );
}

import { useLingui } from '@lingui/react/macro';
import { useActionData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { LinkForm } from './link-form.tsx';
import { FormPage } from './pages.tsx';

export function UnsubscribePage() {
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
          <LinkForm instead={{ to: to('privacyChoices'), words: t`Choisir dans mon compte` }}>
            {t`Ne plus recevoir d’offres`}
          </LinkForm>
        </Sheet>
      )}
    </FormPage>
  );
}

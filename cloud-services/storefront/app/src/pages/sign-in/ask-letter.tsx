import { useLingui } from '@lingui/react/macro';
import { Form } from 'react-router';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { email } from '../../shared/checks.ts';
import type { LetterAnswer } from '../../shared/shapes/account.ts';
import { Send } from './send.tsx';

/** An address, to which a letter with a link goes. */
export function AskLetter(props: {
  answer: LetterAnswer | undefined;
  intro: string;
  sent: (email: string) => string;
}) {
  const { answer, intro, sent } = props;
  const { t } = useLingui();
  const labels = { email: t`Courriel` };
  if (answer?.sentTo !== undefined)
    return (
      <Notice tone="done" testId="link-sent">
        {sent(answer.sentTo)}
      </Notice>
    );
  return (
    <Sheet>
      <p>{intro}</p>
      <Form method="post" className={formClass} noValidate>
        <FaultSummary answer={answer} labels={labels} />
        <input type="hidden" name="do" value="resend" />
        <Field
          name="email"
          label={labels.email}
          type="email"
          autoComplete="username"
          defaultValue={answer?.values.email}
          fault={answer?.faults.email}
          check={email}
        />
        <Send>{t`Envoyer le lien`}</Send>
      </Form>
    </Sheet>
  );
}

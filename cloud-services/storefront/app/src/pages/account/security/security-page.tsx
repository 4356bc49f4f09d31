import { useLingui } from '@lingui/react/macro';
import { useActionData, useLoaderData } from 'react-router';
import { FaultSummary } from '../../../parts/form.tsx';
import type { SecurityAnswer, SecurityData } from '../../../shared/shapes/account.ts';
import { AccountFrame } from '../account-frame.tsx';
import { CodesSheet } from './codes-sheet.tsx';
import { useLabels } from './labels.ts';
import { PasskeysSheet } from './passkeys-sheet.tsx';
import { PasswordSheet } from './password-sheet.tsx';
import { SessionsSheet } from './sessions-sheet.tsx';

export function SecurityPage() {
  const data = useLoaderData<SecurityData>();
  const answer = useActionData<SecurityAnswer>();
  const { t } = useLingui();
  return (
    <AccountFrame title={t`Sécurité`}>
      <FaultSummary answer={answer} labels={useLabels()} />
      <SessionsSheet sessions={data.sessions} />
      <PasswordSheet answer={answer} />
      <CodesSheet since={data.codesSince} left={data.recoveryCodesLeft} answer={answer} />
      {data.arePasskeysOffered || data.passkeys.length > 0 ? (
        <PasskeysSheet passkeys={data.passkeys} answer={answer} />
      ) : null}
    </AccountFrame>
  );
}

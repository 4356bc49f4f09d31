import { useLingui } from '@lingui/react/macro';
import { startAuthentication } from '@simplewebauthn/browser';
import { useEffect } from 'react';
import { Form, useSubmit } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { usePasskeysHere } from '../../parts/passkeys-here.ts';
import type { PasskeyOptions } from '../../shared/shapes/account.ts';

/** Sign in without a password. The server says what to ask for, the authenticator answers, the server checks. */
export function PasskeyButton(props: { options: PasskeyOptions | undefined; next: string | null }) {
  const { options, next } = props;
  const { t } = useLingui();
  const submit = useSubmit();
  const isHere = usePasskeysHere();
  useEffect(() => {
    if (!options) return;
    const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON'];
    startAuthentication({ optionsJSON }).then(
      (response) =>
        submit({ do: 'passkey', response: JSON.stringify(response), next: next ?? '' }, { method: 'post' }),
      // Whoever closes the dialogue signs in another way.
      () => undefined,
    );
  }, [options, next, submit]);
  if (!isHere) return null;
  return (
    <Form method="post">
      <input type="hidden" name="do" value="passkey-options" />
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <button type="submit" className={buttonClass('plain', 'wide')} data-testid="passkey">
        {t`Utiliser une clé d’accès`}
      </button>
    </Form>
  );
}

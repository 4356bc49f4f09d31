import { useLingui } from '@lingui/react/macro';

/** What the fields of the page are called, also where what is amiss is told. */
export function useLabels() {
  const { t } = useLingui();
  const current = t`Mot de passe actuel`;
  return {
    currentPassword: current,
    password: t`Nouveau mot de passe`,
    codesPassword: current,
    endCodesPassword: current,
    recoveryPassword: current,
    passkeyPassword: current,
    erasePassword: current,
    code: t`Code de l’application`,
    name: t`Nom de la clé, par exemple Mon téléphone`,
  };
}

import { useLingui } from '@lingui/react/macro';

export function useTenderWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return { cash: t`Comptant`, card: t`Carte`, exchange: t`Échange` };
}

import type { SettingsAnswer } from '@comptoir/edge-agent/back-office/api';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refusal } from '../../edge/client.ts';

export type SettingName = keyof SettingsAnswer;

export function useSetting(name: SettingName) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (value: unknown) => ask<SettingsAnswer>('PUT', `/settings/${name}`, { value }),
    onSuccess: (now) => queries.setQueryData(['settings'], now),
  });
}

/** What became of a change. */
export function Outcome({ change }: { change: ReturnType<typeof useSetting> }) {
  return (
    <span role="status" className="note">
      {change.isSuccess ? <Trans>Enregistré</Trans> : null}
      {change.isError ? (
        change.error instanceof Refusal ? (
          <Trans>Refusé : rien n’est changé. Vérifiez la valeur.</Trans>
        ) : (
          <Trans>Pas de réponse</Trans>
        )
      ) : null}
    </span>
  );
}

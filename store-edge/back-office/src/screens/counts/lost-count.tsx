import type { CompareAnswer, CountDocument, CountSummary } from '@comptoir/edge-agent/back-office/api';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refusal } from '../../edge/client.ts';
import css from './counts.module.css';

/** This tablet knows a count that the store's server does not, since it was restored from before: the manager has it gone on with. */
export function LostCount({ count }: { count: CountDocument }) {
  const { countId, name, zones, scope, isBlind, productIds, openedAt } = count;
  const queries = useQueryClient();
  const queryKey = ['compare', countId];
  const { error } = useQuery({
    queryKey,
    queryFn: () => ask<CompareAnswer>('GET', `/counts/${countId}/compare`),
  });
  const again = useMutation({
    mutationFn: () =>
      ask<CountSummary>('POST', '/counts', { countId, name, zones, scope, isBlind, productIds, openedAt }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  if (!(error instanceof Refusal) || error.type !== 'unknown-count') return null;
  return (
    <div className={css.lost} role="status" data-testid="lost-count">
      <p>
        <Trans>
          Le serveur du magasin a été restauré d’une copie d’avant ce comptage. Les lignes des tablettes sont
          gardées.
        </Trans>
      </p>
      <button
        type="button"
        className="primary"
        onClick={() => again.mutate()}
        disabled={again.isPending}
        data-testid="reopen-count"
      >
        <Trans>Reprendre le comptage</Trans>
      </button>
    </div>
  );
}

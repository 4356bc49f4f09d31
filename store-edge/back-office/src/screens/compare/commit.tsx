import type { CommitAnswer, CommitRequest, ComparedRow } from '@comptoir/edge-agent/back-office/api';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, Refusal, Unreachable } from '../../edge/client.ts';
import { newId } from '../../session/ids.ts';
import css from './compare.module.css';
import { type Reasons, reasonsOf } from './reasons.ts';

type Wanted = Readonly<{ reasons: Reasons; uncounted: CommitRequest['uncounted'] }>;

/** Turns what is settled into movements; what is not stays open. */
export function Commit(props: Wanted & { countId: string; rows: readonly ComparedRow[] }) {
  const { countId, rows, reasons, uncounted } = props;
  const queries = useQueryClient();
  // The same id until the edge has answered: sent twice, it is committed once.
  const [commitId, setCommitId] = useState(newId);
  const open = new Set(
    rows
      .filter(({ state }) => state === 'disagrees' || state === 'recount')
      .map(({ productId }) => productId),
  );
  const ready = new Set(
    rows
      .filter(({ state, productId }) => (state === 'agreed' || state === 'decided') && !open.has(productId))
      .map(({ productId }) => productId),
  );
  const commit = useMutation({
    mutationFn: () => {
      const request: CommitRequest = {
        ...{ commitId, leaveOpen: open.size > 0, uncounted },
        reasons: reasonsOf(rows, reasons),
      };
      return ask<CommitAnswer>('POST', `/counts/${countId}/commit`, request);
    },
    onSuccess: () => setCommitId(newId()),
    onSettled: () =>
      Promise.all(
        ['compare', 'uncounted', 'variance'].map((key) =>
          queries.invalidateQueries({ queryKey: [key, countId] }),
        ),
      ),
  });
  const isNothing = ready.size === 0 && uncounted === 'leave';
  return (
    <footer className={css.foot}>
      <p className={css.muted} role="status" data-testid="commit-words">
        {commit.error ? <WhyNot error={commit.error} /> : <Standing open={open.size} ready={ready.size} />}
      </p>
      <button
        type="button"
        className={css.primary}
        disabled={isNothing || commit.isPending}
        onClick={() => commit.mutate()}
        data-testid="commit"
      >
        {ready.size === 0 ? (
          <Trans>Valider</Trans>
        ) : (
          plural(ready.size, { one: 'Valider # produit', other: 'Valider # produits' })
        )}
      </button>
    </footer>
  );
}

function WhyNot({ error }: { error: Error }) {
  if (error instanceof Unreachable)
    return <Trans>Serveur du magasin injoignable. Validez de nouveau : rien ne sera compté deux fois.</Trans>;
  if (error instanceof Refusal && error.type === 'reason-of-a-loss')
    return <Trans>Un article est en trop : choisissez pour lui une autre raison qu’une perte.</Trans>;
  return <Trans>Un compte vient d’arriver. Regardez-le, puis validez.</Trans>;
}

function Standing({ open, ready }: { open: number; ready: number }) {
  if (open > 0 && ready === 0)
    return plural(open, { one: '# produit reste à trancher.', other: '# produits restent à trancher.' });
  if (open > 0)
    return plural(open, {
      one: '# produit reste à trancher. Les autres peuvent être validés.',
      other: '# produits restent à trancher. Les autres peuvent être validés.',
    });
  return (
    <Trans>Tous les comptes concordent. Les ventes faites pendant le comptage sont prises en compte.</Trans>
  );
}

import type { CommitAnswer, CompareAnswer, ComparedRow } from '@comptoir/edge-agent/back-office/api';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ask, Unreachable } from '../../edge/client.ts';
import { newId } from '../../session/ids.ts';
import { Unanswered } from '../unanswered.tsx';
import css from './compare.module.css';
import { Disagreement } from './disagreement.tsx';
import { SettledRows } from './settled-rows.tsx';
import { Variance } from './variance.tsx';

/** Where counts disagree the manager picks, or asks for a recount; the rest can be committed. */
export function ComparePage() {
  const { countId = '' } = useParams();
  const compare = useQuery({
    queryKey: ['compare', countId],
    queryFn: () => ask<CompareAnswer>('GET', `/counts/${countId}/compare`),
    refetchInterval: 4_000,
  });
  return (
    <div className={css.page} data-testid="comparing">
      <Link to={`/comptage/${countId}`} className={css.back}>
        <Trans>Retour aux zones</Trans>
      </Link>
      {compare.isError && !compare.data ? <Unanswered /> : null}
      {compare.data ? <Compared answer={compare.data} /> : null}
    </div>
  );
}

function Compared({ answer: { count, rows } }: { answer: CompareAnswer }) {
  const open = rows.filter(({ state }) => state === 'disagrees' || state === 'recount');
  const settled = rows.filter((row) => !open.includes(row));
  return (
    <>
      <h1>{count.name}</h1>
      {rows.length === 0 ? (
        <p className={css.empty}>
          <Trans>Rien n’est encore compté. Les comptes des tablettes paraîtront ici.</Trans>
        </p>
      ) : null}
      {open.map((row) => (
        <Disagreement key={`${row.zoneId} ${row.productId}`} countId={count.countId} row={row} />
      ))}
      <SettledRows rows={settled} />
      <Variance countId={count.countId} />
      {count.state === 'open' && rows.length > 0 ? <Commit countId={count.countId} rows={rows} /> : null}
      {count.state === 'committed' ? (
        <p className={css.done} role="status" data-testid="committed">
          {plural(count.committedCount, {
            one: '# produit validé. Le stock du magasin est à jour.',
            other: '# produits validés. Le stock du magasin est à jour.',
          })}
        </p>
      ) : null}
    </>
  );
}

function Commit({ countId, rows }: { countId: string; rows: readonly ComparedRow[] }) {
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
    mutationFn: () =>
      ask<CommitAnswer>('POST', `/counts/${countId}/commit`, { commitId, leaveOpen: open.size > 0 }),
    onSuccess: () => setCommitId(newId()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['compare', countId] }),
  });
  return (
    <footer className={css.foot}>
      <p className={css.muted} role="status">
        {commit.error ? (
          commit.error instanceof Unreachable ? (
            <Trans>Serveur du magasin injoignable. Validez de nouveau : rien ne sera compté deux fois.</Trans>
          ) : (
            <Trans>Un compte vient d’arriver. Regardez-le, puis validez.</Trans>
          )
        ) : open.size > 0 && ready.size === 0 ? (
          plural(open.size, { one: '# produit reste à trancher.', other: '# produits restent à trancher.' })
        ) : open.size > 0 ? (
          plural(open.size, {
            one: '# produit reste à trancher. Les autres peuvent être validés.',
            other: '# produits restent à trancher. Les autres peuvent être validés.',
          })
        ) : (
          <Trans>
            Tous les comptes concordent. Les ventes faites pendant le comptage sont prises en compte.
          </Trans>
        )}
      </p>
      <button
        type="button"
        className={css.primary}
        disabled={ready.size === 0 || commit.isPending}
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

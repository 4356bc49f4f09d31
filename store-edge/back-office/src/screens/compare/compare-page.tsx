import type { CompareAnswer } from '@comptoir/edge-agent/back-office/api';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ask } from '../../edge/client.ts';
import { Unanswered } from '../unanswered.tsx';
import { Commit } from './commit.tsx';
import css from './compare.module.css';
import { Disagreement } from './disagreement.tsx';
import type { Reasons } from './reasons.ts';
import { SettledRows } from './settled-rows.tsx';
import { Uncounted } from './uncounted.tsx';
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
  const [reasons, setReasons] = useState<Reasons>({});
  const [isZeroing, setZeroing] = useState(false);
  const isOpen = count.state === 'open';
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
      <SettledRows
        rows={settled}
        reasons={reasons}
        onReason={(productId, reason) => setReasons({ ...reasons, [productId]: reason })}
      />
      {isOpen && count.scope !== 'free' ? (
        <Uncounted count={count} isZeroing={isZeroing} onZeroing={setZeroing} />
      ) : null}
      <Variance countId={count.countId} />
      {isOpen && (rows.length > 0 || isZeroing) ? (
        <Commit
          countId={count.countId}
          rows={rows}
          reasons={reasons}
          uncounted={isZeroing ? 'zero' : 'leave'}
        />
      ) : null}
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

import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { countsOf, type Documents, holdersOf } from '../../counting/documents.ts';
import { documents } from '../../counting/local.ts';
import { useAge } from '../../i18n/use-age.ts';
import { isManager } from '../../session/roles.ts';
import { useWatched } from '../../store.ts';
import css from './counts.module.css';
import { NewCount } from './new-count.tsx';

/** Counts of this store, open ones first. Reads what the tablet holds: no network needed. */
export function CountsPage() {
  const all = useWatched(documents, (one) => one);
  const counts = countsOf(all);
  const mayOpen = isManager();
  const [query] = useSearchParams();
  const [isNew, setNew] = useState(query.has('cycle'));
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>
          <Trans>Comptage</Trans>
        </h1>
        {mayOpen && !isNew ? (
          <button type="button" className="primary" onClick={() => setNew(true)} data-testid="new-count">
            <Trans>Ouvrir un comptage</Trans>
          </button>
        ) : null}
      </header>
      {isNew ? (
        <NewCount first={query.has('cycle') ? 'cycle' : 'free'} onClose={() => setNew(false)} />
      ) : null}
      {counts.length === 0 && !isNew ? (
        <p className={css.empty} data-testid="no-counts">
          {mayOpen ? (
            <Trans>Aucun comptage. Ouvrez-en un et nommez ses zones.</Trans>
          ) : (
            <Trans>Aucun comptage n’est ouvert. La gérance doit en ouvrir un.</Trans>
          )}
        </p>
      ) : null}
      <ul className={css.list}>
        {counts.map((count) => (
          <li key={count.countId}>
            <Link to={`/comptage/${count.countId}`} className={css.count} data-testid="count-row">
              <span className={css.name}>{count.name}</span>
              <Opened at={count.openedAt} by={count.openedByName} />
              <span className={css.progress} data-state={count.state}>
                {count.state === 'committed' ? (
                  <Trans>Validé</Trans>
                ) : (
                  <Lines all={all} countId={count.countId} zones={count.zones} />
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Opened({ at, by }: { at: string; by: string }) {
  const age = useAge()(at);
  return (
    <span className={css.muted}>
      <Trans>
        Ouvert par {by}, {age}
      </Trans>
    </span>
  );
}

function Lines({
  all,
  countId,
  zones,
}: {
  all: Documents;
  countId: string;
  zones: readonly { zoneId: string }[];
}) {
  const holders = zones.flatMap(({ zoneId }) => holdersOf(all, countId, zoneId));
  const lines = holders.reduce((sum, { lineCount }) => sum + lineCount, 0);
  if (lines === 0) return <Trans>Rien de compté</Trans>;
  return (
    <span data-lines={formatNumber(lines, 'en-CA')}>
      {plural(lines, { one: '# ligne', other: '# lignes' })}
    </span>
  );
}

import type { CountDocument, Zone } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useParams } from 'react-router';
import { countOf, type Documents, holdersOf, toFind, toRecount } from '../../counting/documents.ts';
import { documents } from '../../counting/local.ts';
import { reach } from '../../edge/presence.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { isManager } from '../../session/roles.ts';
import { useWatched } from '../../store.ts';
import css from './counts.module.css';
import { LostCount } from './lost-count.tsx';

/** Zones of a count, and who has them. */
export function CountPage() {
  const { countId = '' } = useParams();
  const all = useWatched(documents, (one) => one);
  const count = countOf(all, countId);
  if (!count) return <Unknown />;
  return (
    <div className={css.page}>
      <Link to="/comptage" className={css.back}>
        <Trans>Tous les comptages</Trans>
      </Link>
      <header className={css.head}>
        <h1>{count.name}</h1>
        {isManager() ? (
          <Link to={`/comptage/${countId}/comparer`} className="plain" data-testid="compare">
            <Trans>Comparer les comptes</Trans>
          </Link>
        ) : null}
      </header>
      {isManager() && count.state === 'open' ? <LostCount count={count} /> : null}
      {count.state === 'open' && count.scope === 'cycle' ? <Turn all={all} count={count} /> : null}
      {count.state === 'committed' ? (
        <p className={css.done}>
          <Trans>Ce comptage est validé. Le stock du magasin est à jour.</Trans>
        </p>
      ) : null}
      <ul className={css.zones}>
        {count.zones.map((zone) => (
          <ZoneCard
            key={zone.zoneId}
            all={all}
            countId={countId}
            zone={zone}
            isOpen={count.state === 'open'}
          />
        ))}
      </ul>
    </div>
  );
}

/** How far a cycle is. */
function Turn({ all, count }: { all: Documents; count: CountDocument }) {
  const locale = useLocale();
  const total = formatNumber(count.productIds.length, locale);
  const done = formatNumber(count.productIds.length - toFind(all, count).length, locale);
  return (
    <p className={css.muted} data-testid="cycle-progress">
      <Trans>
        {done} articles comptés sur {total}
      </Trans>
    </p>
  );
}

/** One that was opened a moment ago is on its way; without a network it does not come. */
export function Unknown() {
  const isReachable = useWatched(reach, ({ reachable }) => reachable);
  return (
    <p className={css.empty}>
      {isReachable ? (
        <Trans>Ce comptage arrive sur cette tablette.</Trans>
      ) : (
        <Trans>Ce comptage n’est pas encore sur cette tablette. Rapprochez-vous du réseau du magasin.</Trans>
      )}
    </p>
  );
}

function ZoneCard(props: { all: Documents; countId: string; zone: Zone; isOpen: boolean }) {
  const { all, countId, zone, isOpen } = props;
  const holders = holdersOf(all, countId, zone.zoneId);
  const recounts = toRecount(all, countId, zone.zoneId).length;
  return (
    <li className={css.zone} data-testid="zone">
      <h2>{zone.name}</h2>
      {holders.length === 0 ? (
        <p className={css.muted}>
          <Trans>Personne</Trans>
        </p>
      ) : (
        <ul className={css.holders}>
          {holders.map(({ counterId, counterName, lineCount, done }) => (
            <li key={counterId} data-testid="holder">
              {counterName}
              <span className={css.muted}>
                {' · '}
                {plural(lineCount, { one: '# ligne', other: '# lignes' })}
                {done ? (
                  <>
                    {' · '}
                    <Trans>terminé</Trans>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
      {recounts > 0 ? (
        <p className={css.recount} data-testid="recounts">
          {plural(recounts, { one: '# produit à recompter', other: '# produits à recompter' })}
        </p>
      ) : null}
      {isOpen ? (
        <Link to={`/comptage/${countId}/zones/${zone.zoneId}`} className="primary" data-testid="count-here">
          <Trans>Compter ici</Trans>
        </Link>
      ) : null}
    </li>
  );
}

import type { PeopleAnswer, TrailAnswer, TrailEntry } from '@comptoir/edge-agent/back-office/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { session } from '../../session/session.ts';
import { useWatched } from '../../store.ts';
import { Page } from '../page.tsx';
import css from '../rows.module.css';
import { useKindWords, useTrailWords } from './use-trail-words.ts';

/** Who did what here, newest first; there also while the store is cut off. */
export function TrailPage() {
  const { t } = useLingui();
  const kinds = useKindWords();
  const [query, setQuery] = useSearchParams();
  const kind = query.get('kind') ?? '';
  const actor = query.get('actor') ?? '';
  const set = (name: string, value: string) =>
    setQuery(
      (before) => {
        if (value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const people = useQuery({
    queryKey: ['people'],
    queryFn: () => ask<PeopleAnswer>('GET', '/people'),
  });
  const trail = useInfiniteQuery({
    queryKey: ['trail', kind, actor],
    queryFn: ({ pageParam }) =>
      ask<TrailAnswer>(
        'GET',
        `/trail?${new URLSearchParams({
          ...(kind === '' ? {} : { kind }),
          ...(actor === '' ? {} : { actor }),
          ...(pageParam === null ? {} : { before: String(pageParam) }),
        }).toString()}`,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
  const entries = trail.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page title={<Trans>Qui a fait quoi</Trans>} asked={trail}>
      <search className={css.filters}>
        <label className={css.field}>
          <Trans>Acte</Trans>
          <select value={kind} onChange={(event) => set('kind', event.target.value)} data-testid="trail-kind">
            <option value="">{t`Tous`}</option>
            {Object.entries(kinds).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label className={css.field}>
          <Trans>Personne</Trans>
          <select
            value={actor}
            onChange={(event) => set('actor', event.target.value)}
            data-testid="trail-actor"
          >
            <option value="">{t`Toutes`}</option>
            {people.data?.people.map(({ id, displayName }) => (
              <option key={id} value={id}>
                {displayName}
              </option>
            ))}
          </select>
        </label>
      </search>
      {trail.data && entries.length === 0 ? (
        <p className="note">
          {trail.hasNextPage ? <Trans>Rien dans les actes récents.</Trans> : <Trans>Rien à montrer.</Trans>}
        </p>
      ) : null}
      <ul className={css.rows} data-testid="trail">
        {entries.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its head, and the list begins anew with it.
          <Entry key={at} entry={entry} />
        ))}
      </ul>
      {trail.hasNextPage ? (
        <button
          type="button"
          className={css.key}
          onClick={() => void trail.fetchNextPage()}
          disabled={trail.isFetchingNextPage}
          data-testid="trail-older"
        >
          <Trans>Plus ancien</Trans>
        </button>
      ) : null}
    </Page>
  );
}

function Entry({ entry }: { entry: TrailEntry }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useTrailWords();
  const timeZone = useWatched(session, (signed) => signed?.store.timeZone);
  const at = new Date(entry.at);
  const { register } = entry;
  return (
    <li data-kind={entry.kind}>
      <span className={css.name}>
        <strong>{words(entry)}</strong>
        <span className="note">
          {[
            `${formatDay(at, timeZone)} ${formatTime(at, locale, timeZone)}`,
            entry.actorName,
            register === null ? null : t`caisse ${register}`,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </li>
  );
}

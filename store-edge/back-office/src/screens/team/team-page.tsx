import type { TeamAnswer } from '@comptoir/edge-agent/back-office/api';
import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Page } from '../page.tsx';
import { usePermissionWords } from '../permission-words.ts';
import css from '../rows.module.css';
import { SignInMeans } from './sign-in-means.tsx';

type Person = TeamAnswer['people'][number];
const roles = ['cashier', 'supervisor', 'manager', 'head-office'] as const;

/** Who works here, whom wrong PINs keep out, and who may do what. */
export function TeamPage() {
  const team = useQuery({
    queryKey: ['team'],
    queryFn: () => ask<TeamAnswer>('GET', '/team'),
    refetchInterval: 5_000,
  });
  return (
    <Page title={<Trans>Équipe</Trans>} asked={team}>
      <ul className={css.rows}>
        {team.data?.people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {team.data ? <Rights rights={team.data.rights} /> : null}
    </Page>
  );
}

function PersonRow({ person }: { person: Person }) {
  const { id, displayName, roles: has, lockedUntil } = person;
  const locale = useLocale();
  const words = useRoleWords();
  const queries = useQueryClient();
  const unlock = useMutation({
    mutationFn: () => ask('POST', `/team/${id}/unlock`, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['team'] }),
  });
  const until = lockedUntil === null ? '' : formatTime(new Date(lockedUntil), locale);
  return (
    <li data-testid={`person-${id}`} data-locked={lockedUntil !== null}>
      <span className={css.name}>
        <strong>{displayName}</strong>
        <span className="note">{has.map((role) => words[role]).join(', ')}</span>
        {lockedUntil === null ? null : (
          <span className={css.state}>
            <Trans>Trop de codes erronés : bloqué jusqu’à {until}.</Trans>
          </span>
        )}
        {unlock.isError ? (
          <span role="alert" className="note">
            <Trans>Pas de réponse</Trans>
          </span>
        ) : null}
      </span>
      {lockedUntil === null ? null : (
        <button
          type="button"
          className={css.key}
          onClick={() => unlock.mutate()}
          disabled={unlock.isPending}
          data-testid={`unlock-${id}`}
        >
          <Trans>Rendre l’accès</Trans>
        </button>
      )}
      {person.isHeadOffice ? null : <SignInMeans person={person} />}
    </li>
  );
}

function Rights({ rights }: { rights: TeamAnswer['rights'] }) {
  const { t } = useLingui();
  const words = useRoleWords();
  const permissionWords = usePermissionWords();
  return (
    <>
      <h2 id="rights">
        <Trans>Qui peut quoi, sans demander</Trans>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too. */}
      <section className={css.wide} aria-labelledby="rights" tabIndex={0}>
        <table className={css.table} data-testid="rights">
          <thead>
            <tr>
              <th scope="col">
                <Trans>Acte</Trans>
              </th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {words[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rights.map(({ permission, roles: allowed }) => (
              <tr key={permission}>
                <th scope="row">{permissionWords(permission)}</th>
                {roles.map((role) => (
                  <td key={role}>{allowed.includes(role) ? t`oui` : '—'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function useRoleWords(): Readonly<Record<(typeof roles)[number], string>> {
  const { t } = useLingui();
  return {
    cashier: t`Personnel de caisse`,
    supervisor: t`Supervision`,
    manager: t`Gérance`,
    'head-office': t`Siège`,
  };
}

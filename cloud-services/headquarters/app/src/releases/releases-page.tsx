import type { EdgeHealth, Release, ReleaseRing } from '@comptoir/sales/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './releases.module.css';
import { RingChoice } from './ring-choice.tsx';

const refreshMs = 5_000;

/** What stores' servers run: which ring gets a release, which ring a store is in, and where one did not come up. */
export function ReleasesPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const releases = useQuery({
    queryKey: ['releases'],
    queryFn: () => gateway.get<{ items: Release[] }>('/api/v1/sales/releases'),
  });
  const edges = useQuery({
    queryKey: ['edges'],
    queryFn: () => gateway.get<{ items: EdgeHealth[] }>('/api/v1/sales/edges'),
    refetchInterval: refreshMs,
  });
  const change = useMutation({
    mutationFn: (asked: { method: 'PUT' | 'POST'; path: string; body: unknown }) =>
      gateway.send(asked.method, asked.path, asked.body),
    onSettled: () =>
      Promise.all(['releases', 'edges'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const setRing = (path: string) => (ring: ReleaseRing) =>
    change.mutate({ method: 'PUT', path, body: { ring } });
  return (
    <>
      <h1>
        <Trans>Versions des magasins</Trans>
      </h1>
      <p className={css.lead}>
        <Trans>
          Une version va d’abord aux magasins d’essai, puis aux premiers, puis à tous. Un magasin la prend de
          lui-même à un moment calme, et revient à la précédente si elle ne démarre pas.
        </Trans>
      </p>
      {(releases.error ?? edges.error ?? change.error) ? (
        <FaultMessage fault={releases.error ?? edges.error ?? change.error} />
      ) : null}
      {releases.data ? (
        <Releases
          releases={releases.data.items}
          onRing={(version, ring) => setRing(`/api/v1/sales/releases/${version}/ring`)(ring)}
          onWithdraw={(version) =>
            change.mutate({ method: 'POST', path: `/api/v1/sales/releases/${version}/withdraw`, body: {} })
          }
        />
      ) : null}
      {edges.data ? (
        <section className={css.stores} aria-labelledby="rings-title">
          <h2 id="rings-title">{t`Magasins`}</h2>
          <Scrolled>
            <table className="table">
              <thead>
                <tr>
                  <th>{t`Magasin`}</th>
                  <th>{t`Anneau`}</th>
                  <th>{t`Version`}</th>
                  <th>{t`Voulue`}</th>
                  <th>{t`Dernier échec`}</th>
                </tr>
              </thead>
              <tbody>
                {edges.data.items
                  .filter(({ state }) => state !== 'revoked')
                  .map((edge) => (
                    <tr key={edge.edgeId} data-testid={`ring-of-${edge.storeCode}`}>
                      <td>{edge.storeCode}</td>
                      <td>
                        <RingChoice
                          label={t`Anneau de ${edge.storeCode}`}
                          ring={edge.release.ring}
                          onChange={setRing(`/api/v1/sales/edges/${edge.edgeId}/ring`)}
                        />
                      </td>
                      <td>{edge.agentVersion ?? '—'}</td>
                      <td>{edge.release.wantedVersion ?? '—'}</td>
                      <td>
                        <Failure failed={edge.release.failed} />
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scrolled>
        </section>
      ) : null}
    </>
  );
}

function Releases(props: {
  releases: readonly Release[];
  onRing: (version: string, ring: ReleaseRing) => void;
  onWithdraw: (version: string) => void;
}) {
  const { t } = useLingui();
  const { releases, onRing, onWithdraw } = props;
  if (releases.length === 0)
    return (
      <p className="empty">
        <Trans>
          Aucune version publiée encore. « scripts/release publish » en publie une ; elle s’affiche ici.
        </Trans>
      </p>
    );
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Version`}</th>
            <th>{t`Publiée le`}</th>
            <th>{t`Va à`}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <tr key={release.version} data-testid={`release-${release.version}`}>
              <td>{release.version}</td>
              <td>{formatDay(new Date(release.publishedAt), headOfficeTimeZone)}</td>
              <td>
                {release.withdrawnAt ? (
                  <span className={css.withdrawn}>{t`Retirée`}</span>
                ) : (
                  <RingChoice
                    label={t`La version ${release.version} va à`}
                    ring={release.ring}
                    onChange={(ring) => onRing(release.version, ring)}
                  />
                )}
              </td>
              <td className="figure">
                {release.withdrawnAt ? null : (
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      if (
                        confirm(
                          t`Retirer la version ${release.version} ? Aucun autre magasin ne la prendra ; ceux qui l’ont la gardent jusqu’à une plus récente.`,
                        )
                      )
                        onWithdraw(release.version);
                    }}
                    data-testid="withdraw"
                  >
                    {t`Retirer`}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Failure({ failed }: Pick<EdgeHealth['release'], 'failed'>) {
  const locale = useLocale();
  if (!failed) return '—';
  const at = new Date(failed.at);
  return (
    <>
      <span className={css.failed}>{failed.version}</span>{' '}
      <span className="muted">
        {formatDay(at, headOfficeTimeZone)}, {formatTime(at, locale, headOfficeTimeZone)} : {failed.why}
      </span>
    </>
  );
}

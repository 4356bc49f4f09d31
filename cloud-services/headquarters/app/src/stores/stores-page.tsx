import { formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { EdgeHistory } from './edge-history.tsx';
import { EdgeKey } from './edge-key.tsx';
import css from './stores.module.css';
import { useEdges } from './use-edges.ts';

/** The protocol's own bound: a clock that is further off is shown. */
const skewToldMs = 120_000;

export function StoresPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { edges, words } = useEdges();
  return (
    <>
      <h1>
        <Trans>Santé des magasins</Trans>
      </h1>
      {edges.error ? <FaultMessage fault={edges.error} /> : null}
      {edges.data ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th>{t`Magasin`}</th>
                <th>{t`État`}</th>
                <th className="figure">{t`Dernière nouvelle`}</th>
                <th className="figure">{t`Entrées reçues`}</th>
                <th className="figure">{t`En attente d’envoi`}</th>
                <th className="figure">{t`Horloge`}</th>
                <th>{t`Version`}</th>
                <th>{t`Clé`}</th>
              </tr>
            </thead>
            <tbody>
              {edges.data.items.map((edge) => (
                <tr key={edge.edgeId} data-testid={`edge-${edge.storeCode}`}>
                  <td>{edge.storeCode}</td>
                  <td>
                    <span className={css[edge.state]}>{words[edge.state]}</span>
                  </td>
                  <td className="figure">
                    {edge.lastSeenAt
                      ? formatTime(new Date(edge.lastSeenAt), locale, headOfficeTimeZone)
                      : '—'}
                  </td>
                  <td className="figure">
                    {formatNumber(
                      edge.journals.reduce((sum, journal) => sum + journal.seq, 0),
                      locale,
                    )}
                  </td>
                  <td
                    className={edge.unsentRecords > 0 ? `figure ${css.behind}` : 'figure'}
                    data-testid="unsent"
                  >
                    {formatNumber(edge.unsentRecords, locale)}
                  </td>
                  <td className="figure">
                    <Clock skewMs={edge.skewMs} />
                  </td>
                  <td>{edge.agentVersion ?? '—'}</td>
                  <td>{edge.state === 'revoked' ? '—' : <EdgeKey edge={edge} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      {edges.data ? <EdgeHistory edges={edges.data.items} /> : null}
    </>
  );
}

/** How far a store's clock is from ours; times on receipts are its own. */
function Clock({ skewMs }: { skewMs: number | null }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (skewMs === null) return '—';
  const minutes = formatNumber(Math.round(Math.abs(skewMs) / 60_000), locale);
  if (Math.abs(skewMs) < skewToldMs) return t`juste`;
  return (
    <span className={css.behind}>
      {skewMs > 0 ? t`${minutes} min de retard` : t`${minutes} min d’avance`}
    </span>
  );
}

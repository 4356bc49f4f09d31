import type { EdgeHealth } from '@comptoir/sales/api';
import { formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './stores.module.css';

const refreshMs = 5_000;

export function StoresPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const edges = useQuery({
    queryKey: ['edges'],
    queryFn: () => gateway.get<{ items: EdgeHealth[] }>('/api/v1/sales/edges'),
    refetchInterval: refreshMs,
  });
  const words: Readonly<Record<EdgeHealth['state'], string>> = {
    online: t`En ligne`,
    silent: t`Sans nouvelle`,
    'never-seen': t`Jamais vu`,
    revoked: t`Révoqué`,
  };
  return (
    <>
      <h1>
        <Trans>Santé des magasins</Trans>
      </h1>
      {edges.error ? <FaultMessage fault={edges.error} /> : null}
      {edges.data ? (
        <div className="sheet">
          <table className="table">
            <thead>
              <tr>
                <th>{t`Magasin`}</th>
                <th>{t`État`}</th>
                <th className="figure">{t`Dernière nouvelle`}</th>
                <th className="figure">{t`Entrées de journal reçues`}</th>
                <th>{t`Version`}</th>
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
                  <td>{edge.agentVersion ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}

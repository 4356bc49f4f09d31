import { formatNumber, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Definition } from '../figures/definition.tsx';
import { FigureTable } from '../figures/figure-table.tsx';
import type { DefinitionName } from '../figures/use-definitions.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import storesCss from '../stores/stores.module.css';
import { useDeviceWords } from '../stores/use-device-words.ts';
import { useEdges } from '../stores/use-edges.ts';
import css from './dashboard.module.css';

/** The stores' servers: who is there, who is behind, who runs what, and whose devices want somebody. */
export function Edges() {
  const { t } = useLingui();
  const locale = useLocale();
  const { edges, words } = useEdges();
  const { troubles } = useDeviceWords();
  if (edges.error) return <FaultMessage fault={edges.error} />;
  if (!edges.data) return null;
  const active = edges.data.items.filter(({ state }) => state !== 'revoked');
  const online = active.filter(({ state }) => state === 'online').length;
  const unsent = active.reduce((sum, { unsentRecords }) => sum + unsentRecords, 0);
  const troubled = active.reduce((sum, { devices }) => sum + troubles(devices).length, 0);
  const versions = new Set(active.flatMap(({ agentVersion }) => agentVersion ?? []));
  const devicesOf = ({ devices }: (typeof active)[number]) => {
    if (devices === null) return '—';
    const found = troubles(devices);
    if (found.length === 0) return t`prêts`;
    return (
      <span key="devices" className={storesCss.behind} data-testid="device-troubles">
        {found.join(' · ')}
      </span>
    );
  };
  const tile = (name: string, value: string, testId: string, definition: DefinitionName) => (
    <div className={`sheet ${css.tile}`}>
      <dt>
        {name} <Definition of={definition} />
      </dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  );
  return (
    <>
      <dl className={`${css.figures} ${css.outlook}`}>
        {tile(
          t`Magasins en ligne`,
          t`${formatNumber(online, locale)} sur ${formatNumber(active.length, locale)}`,
          'edges-online',
          'edgesOnline',
        )}
        {tile(t`En attente d’envoi`, formatNumber(unsent, locale), 'edges-unsent', 'edgeLag')}
        {tile(t`Appareils à voir`, formatNumber(troubled, locale), 'devices-troubled', 'devicesTroubled')}
        {tile(t`Versions en service`, formatNumber(versions.size, locale), 'edges-versions', 'edgeVersions')}
      </dl>
      <FigureTable
        title={t`Serveurs des magasins`}
        definition="edgeLag"
        columns={[
          { name: t`Magasin` },
          { name: t`État`, isText: true },
          { name: t`Dernière nouvelle`, isWide: true },
          { name: t`En attente d’envoi` },
          { name: t`Appareils`, isText: true },
          { name: t`Version`, isText: true },
        ]}
        rows={active
          .toSorted((a, b) => b.unsentRecords - a.unsentRecords || a.storeCode.localeCompare(b.storeCode))
          .map((edge) => ({
            key: edge.edgeId,
            testId: 'edge-row',
            cells: [
              edge.storeCode,
              <span key="state" className={storesCss[edge.state]}>
                {words[edge.state]}
              </span>,
              edge.lastSeenAt ? formatTime(new Date(edge.lastSeenAt), locale, headOfficeTimeZone) : '—',
              formatNumber(edge.unsentRecords, locale),
              devicesOf(edge),
              edge.agentVersion ?? '—',
            ],
          }))}
        empty={t`Aucun serveur de magasin n’est inscrit.`}
        note={<Link to="/stores">{t`Horloges, clés et historique`}</Link>}
      />
    </>
  );
}

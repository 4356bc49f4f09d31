/** What Prometheus learns of the stores' edges, which it cannot reach: how long each has been silent, what it has not sent, what it runs. */
import type { Kit } from '@comptoir/service-kit';
import { readGauge, readOnce } from '@comptoir/service-kit/metrics/read-gauge';
import type { EdgeHealth } from '../api.ts';
import { unsentOf } from './health.ts';
import { listEdges } from './store/rows.ts';

export function measureFleet(
  parts: Pick<Kit<never>, 'database' | 'metrics'> &
    Readonly<{
      now: () => Date;
      storeCodes: () => Promise<ReadonlyMap<string, string>>;
      journals: () => Promise<ReadonlyMap<string, Pick<EdgeHealth, 'journals'>>>;
    }>,
): void {
  const { database, metrics, now, storeCodes, journals } = parts;
  const fleet = readOnce(async () => {
    const [edges, codes] = await Promise.all([listEdges(database), storeCodes()]);
    const inService = edges.filter(({ revoked_at }) => revoked_at === null);
    return inService.map((edge) => ({ ...edge, store: codes.get(edge.store_id) ?? edge.store_id }));
  });
  readGauge(
    metrics,
    {
      name: 'edge_silent_seconds',
      help: 'Since an edge in service was last heard of.',
      labelNames: ['store'],
    },
    async () =>
      (await fleet()).flatMap(({ store, last_seen_at }) =>
        last_seen_at
          ? [{ labels: { store }, value: (now().getTime() - last_seen_at.getTime()) / 1_000 }]
          : [],
      ),
  );
  readGauge(
    metrics,
    {
      name: 'edge_unsent_records',
      help: 'Records that an edge said it has and has not sent.',
      labelNames: ['store'],
    },
    async () => {
      const [edges, known] = await Promise.all([fleet(), journals()]);
      return edges.map(({ id, store }) => ({
        labels: { store },
        value: unsentOf(known.get(id)?.journals ?? []),
      }));
    },
  );
  readGauge(
    metrics,
    { name: 'edge_agent_info', help: '1 for what an edge runs.', labelNames: ['store', 'version'] },
    async () =>
      (await fleet()).map(({ store, agent_version }) => ({
        labels: { store, version: agent_version },
        value: 1,
      })),
  );
}

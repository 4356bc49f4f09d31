/** What head office sees of the releases of each edge. */
import type { Database } from '@comptoir/service-kit';
import type { EdgeRelease } from '../api.ts';
import { type Offer, ringOfMost, wantedVersion } from './rings.ts';
import { type EdgeReleaseRow, edgeReleases, offers } from './store/rows.ts';

export type ReleaseOf = (edgeId: string) => EdgeRelease;

export async function releasesByEdge(database: Database): Promise<ReleaseOf> {
  const [rows, offered] = await Promise.all([edgeReleases(database), offers(database.alone)]);
  const byEdge = new Map(rows.map((row) => [row.edge_id, row]));
  return (edgeId) => shown(byEdge.get(edgeId), offered);
}

function shown(row: EdgeReleaseRow | undefined, offered: readonly Offer[]): EdgeRelease {
  const ring = row?.ring ?? ringOfMost;
  const { version, why, at } = row ?? {};
  const failed = version && why && at ? { version, why, at: at.toISOString() } : null;
  return { ring, wantedVersion: wantedVersion(ring, offered), failed };
}

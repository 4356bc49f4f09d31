/** At each session: what an edge runs and could not run is noted, and it is told what it should run. */
import type { Tx } from '@comptoir/service-kit';
import type { FailedRelease } from '@comptoir/sync-protocol/releases/launcher';
import { isTooOld } from '@comptoir/sync-protocol/releases/version';
import { releasedToAll, ringOfMost, wantedVersion } from './rings.ts';
import { edgeRing, noteFailure, offers } from './store/rows.ts';

export type Told = Readonly<{
  edgeId: string;
  agentVersion: string;
  failedRelease?: FailedRelease | undefined;
}>;

/** That an edge is too old is a value: what it reported is kept all the same. */
export async function releaseFor(tx: Tx, { edgeId, agentVersion, failedRelease }: Told) {
  await noteFailure(tx, edgeId, failedRelease);
  const offered = await offers(tx);
  const wanted = wantedVersion((await edgeRing(tx, edgeId)) ?? ringOfMost, offered);
  const release = wanted === null || wanted === agentVersion ? undefined : { version: wanted };
  return { release, isTooOld: isTooOld(agentVersion, releasedToAll(offered)) };
}

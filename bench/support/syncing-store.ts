/** A store that syncs with Sales as the agent does, in this process, and has sold as much as one likes before. */
import { join } from 'node:path';
import { openBareEdge } from '../../store-edge/agent/bench/bare-edge.ts';
import { enrol } from '../../store-edge/agent/src/sync/enrolment.ts';
import { createSync } from '../../store-edge/agent/src/sync/start-sync.ts';
import { STORE_ID, storeRow } from '../../store-edge/agent/test/support/store.ts';
import type { SalesService } from './sales-service.ts';

const quiet = { info: () => {}, warn: () => {}, error: console.error };

export type EnrollingCloud = Pick<SalesService, 'address' | 'enrolmentCode'>;

/** @param cloudUrl of Sales, or of what stands before it. */
export async function openSyncingStore(folder: string, sales: EnrollingCloud, cloudUrl = sales.address) {
  const dataDir = join(folder, 'edge');
  const edge = await openBareEdge(dataDir);
  const enrolmentCode = await sales.enrolmentCode(STORE_ID, storeRow.number);
  const identity = await enrol({
    ...{ dataDir, cloudUrl, enrolmentCode, agentVersion: '0.1.0', log: quiet },
  });
  const { journal } = edge.parts;
  return {
    edge,
    start: () => createSync({ cloudUrl, identity, log: quiet })({ ...edge.parts, enrolment: identity }),
    tailSeq: () => journal.tail().seq,
    cosignedSeq: () => journal.cosigned().seq,
  };
}

/** Where the uploader goes once the cloud has said how much of our journal it holds. */
import { alert, before, openJournal, sendAfter } from './moves.ts';
import type { CloudHead, Moment, Step, UploaderState, UploadSession } from './types.ts';

/**
 * @param ownHash our own hash at `cloud.seq`; null if our journal does not go that far.
 * Assumes an answer of this very session: an older one would look like a rewound cloud.
 * Source: docs/sync-protocol.md, Uploader, row Connecting.
 */
export function onCloudHead(
  state: UploaderState,
  session: UploadSession,
  cloud: CloudHead,
  ownHash: string | null,
  moment: Moment,
): Step {
  const { tailSeq, cosignedSeq } = state.journal;
  if (cloud.seq > tailSeq || ownHash === null) return openJournal(state, 'rolled-back', cloud);
  if (ownHash !== cloud.hash) return openJournal(state, 'forked', cloud);
  const next = sendAfter(state, session, cloud.seq, moment);
  if (cloud.seq >= cosignedSeq) return next;
  return before([alert('cloud-rewound', `cloud at ${cloud.seq}, it had cosigned ${cosignedSeq}`)], next);
}

/** A journal names the last record that could be vouched for of the one before it: where that is at hand, it must be the same. */
import type { Predecessor } from '@comptoir/sync-protocol/verify/journal-walk';
import type { Listener } from './source.ts';

type Successor = Readonly<{ journal: string; predecessor: Predecessor | undefined }>;

export async function checkPredecessors(
  successors: readonly Successor[],
  report: Listener['report'],
  hashAt: (predecessor: Predecessor) => Promise<Buffer | undefined>,
): Promise<void> {
  for (const { journal, predecessor } of successors) {
    if (!predecessor || predecessor.seq === 0) continue;
    const hash = await hashAt(predecessor);
    if (hash && hash.toString('base64') !== predecessor.hash)
      report({
        why: 'predecessor',
        journal,
        firstBadSeq: 1,
        detail: `record ${predecessor.seq} of journal ${predecessor.journal} is another`,
      });
  }
}

/** What can be verified: something that hands over its journals, and says by whose key they were cosigned. */
import { hash } from 'node:crypto';
import type { Finding } from '@comptoir/sync-protocol/verify/finding';
import type { Walked } from '@comptoir/sync-protocol/verify/journal-walk';
import type { Verified } from './told.ts';

export type Listener = Readonly<{ report: (finding: Finding) => void; walked: (journal: Walked) => void }>;
/** @returns the key (base64) that was verified with, if any. */
export type Source = (listener: Listener) => Promise<string | null>;

export const sha256 = (data: Uint8Array | string): Uint8Array => hash('sha256', data, 'buffer');

export async function verified(source: Source): Promise<Verified> {
  const findings: Finding[] = [];
  const journals: Walked[] = [];
  const startedMs = performance.now();
  const cloudPublicKey = await source({
    report: (finding) => findings.push(finding),
    walked: (journal) => journals.push(journal),
  });
  return { findings, journals, cloudPublicKey, seconds: (performance.now() - startedMs) / 1_000 };
}

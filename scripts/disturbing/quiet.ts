/** After all that was ended: everything that was told was heard, and nothing that must hold is broken. */
import { databaseOf } from '../backing-up/back-up.ts';
import { checkInvariants, type Invariant } from '../checking/invariants.ts';
import type { ServiceName } from '../system/instances.ts';
import type { Run } from '../system/run-file.ts';
import { waitUntil } from '../system/wait-until.ts';

/** What is owed is done within five minutes. Source: docs/architecture.md; a checkout that was cut off is taken up again by then. */
const quietTimeoutMs = 300_000;

/** @returns what holds once all does; or, at the end of the time, what was found last. */
export async function invariantsAtQuiet(run: Run): Promise<readonly Invariant[]> {
  const urlOf = (service: ServiceName) => databaseOf(run.postgres, service);
  let found: readonly Invariant[] = [];
  await waitUntil('every invariant holds', quietTimeoutMs, async () => {
    found = await checkInvariants({ urlOf, isQuiet: true });
    return found.every(({ holds }) => holds);
  }).catch(() => undefined);
  return found;
}

/** Carries counts to the edge and back whenever it is in reach. A tablet that comes back is in step a moment later. */
import PouchDB from 'pouchdb-browser';
import { withSession } from '../edge/client.ts';
import { reach } from '../edge/presence.ts';
import { session } from '../session/session.ts';
import { local, markSent } from './local.ts';
import { replication } from './replication.ts';

const retryMs = { first: 500, most: 5_000 };
let running: Readonly<{ database: string; cancel: () => void }> | undefined;

/** Follows what `reach` and the session say. */
export function keepInStep(): void {
  reach.subscribe(adjust);
  session.subscribe(adjust);
  adjust();
}

function adjust(): void {
  const { reachable, database } = reach.get();
  const wanted = session.get() && reachable ? database : null;
  if (running?.database === wanted) return;
  running?.cancel();
  running = wanted === null ? undefined : start(wanted);
}

function start(database: string) {
  const remote = new PouchDB(`${location.origin}/counting/${database}`, {
    skip_setup: true,
    fetch: (url, init) => withSession(url, init),
  });
  const sync = local
    .sync(remote, {
      ...replication,
      back_off_function: (delay) => Math.min(Math.max(delay * 2, retryMs.first), retryMs.most),
    })
    .on('change', ({ direction, change }) => {
      if (direction === 'push') markSent(change.docs.map(({ _id }) => _id));
    })
    .on('error', () => {
      // A refusal ends it; whoever signs in next begins anew.
      running = undefined;
    });
  return { database, cancel: () => sync.cancel() };
}

/** Head office is told what waits once it can be reached, and of what it did not know yet as its journal comes in. */
import type { Sync } from '../sync-port.ts';
import type { Errands } from './errands.ts';

export function tellWhatWaits(sync: Pick<Sync, 'state' | 'onChange'>, errands: Errands): void {
  let wasOffline = true;
  const look = () => {
    const isOffline = sync.state().link === 'offline';
    if (wasOffline && !isOffline) errands.onLinkBack();
    else if (!isOffline) errands.runSoon();
    wasOffline = isOffline;
  };
  sync.onChange(look);
  look();
}

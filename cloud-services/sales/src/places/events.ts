/** What Places publishes: `location.changed`. */
import { derivedId, type NewEvent } from '@comptoir/service-kit';
import type { LocationChanged } from '@comptoir/service-kit/events/sales';
import type { StoreRow } from './store/rows.ts';

export function locationChanged({ configuration, kind, version }: StoreRow, correlationId: string): NewEvent {
  const { id, code, name, timeZone, address } = configuration;
  const postalCode = postalCodeIn(address);
  const data: LocationChanged = {
    ...{ locationId: id, code, name, kind, version, timeZone },
    ...(postalCode === undefined ? {} : { postalCode }),
  };
  return {
    id: derivedId('location.changed', id, String(version)),
    type: 'location.changed',
    key: id,
    data,
    correlationId,
  };
}

/** An address is lines of text; of a Canadian one, the postal code can be told from the rest. */
const postalCodeIn = (address: readonly string[]): string | undefined =>
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/.exec(address.join('\n').toUpperCase())?.[0];

/** What Places publishes: `location.changed`. */
import { derivedId, type NewEvent } from '@comptoir/service-kit';
import type { LocationChanged } from '@comptoir/service-kit/events/sales';
import type { StoreRow } from './store/rows.ts';

export function locationChanged({ configuration, kind, version }: StoreRow, correlationId: string): NewEvent {
  const { id, code, name, timeZone } = configuration;
  const data: LocationChanged = { locationId: id, code, name, kind, version, timeZone };
  return {
    id: derivedId('location.changed', id, String(version)),
    type: 'location.changed',
    key: id,
    data,
    correlationId,
  };
}

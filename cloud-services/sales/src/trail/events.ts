/** What the trail publishes: `act.recorded`, of the acts that losses are looked for in, and `till.counted`. Ids derive from the record's, so a replay makes the same events. */
import { appendEvents, derivedId, type NewEvent, type Tx } from '@comptoir/service-kit';
import type { ActRecorded, TillCounted } from '@comptoir/service-kit/events/sales';
import { accessApprovedBody, saleVoidedBody, shiftClosedBody } from '@comptoir/sync-protocol/records/kinds';
import type { TrailEntry } from '../api.ts';

/** @param registerIdOf records name a register by its number, events by its id. */
export const tellActs = (
  tx: Tx,
  entries: readonly TrailEntry[],
  registerIdOf: (entry: { register: string }) => string,
): Promise<void> =>
  appendEvents(
    tx,
    entries.flatMap((entry) => eventsOf(entry, registerIdOf)),
  );

function eventsOf(entry: TrailEntry, registerIdOf: (entry: { register: string }) => string): NewEvent[] {
  const { recordId, storeId, register, businessDate, at, actor } = entry;
  const registerId = register === null ? null : registerIdOf({ register });
  if (entry.kind === 'shift.closed' && register !== null && registerId !== null)
    return [countOf(entry, register, registerId)];
  const act = actOf(entry);
  if (!act) return [];
  const data: ActRecorded = { recordId, storeId, registerId, cashierId: actor, businessDate, at, ...act };
  return [{ id: derivedId('act.recorded', recordId), type: 'act.recorded', key: storeId, data }];
}

function countOf(
  { recordId, storeId, businessDate, at, body }: TrailEntry,
  register: string,
  registerId: string,
): NewEvent {
  const { cashierId, expectedMinor, countedMinor, overShortMinor } = shiftClosedBody.parse(body);
  const data: TillCounted = {
    ...{ recordId, storeId, registerId, register, cashierId, businessDate, at, expectedMinor, countedMinor },
    differenceMinor: overShortMinor,
  };
  return { id: derivedId('till.counted', recordId), type: 'till.counted', key: storeId, data };
}

/** @returns undefined of what is no such act: cash, shifts, settings, closings. */
function actOf({ kind, body }: TrailEntry): (Pick<ActRecorded, 'kind'> & Partial<ActRecorded>) | undefined {
  // A drawer that a sale opened is not on the trail.
  if (kind === 'drawer.opened') return { kind: 'no-sale' };
  if (kind === 'void') {
    const { saleId, cashierId, reason, amountMinor } = saleVoidedBody.parse(body);
    return { kind: 'void', saleId, cashierId, reason, ...(amountMinor === undefined ? {} : { amountMinor }) };
  }
  if (kind === 'access.approved') {
    const { permission, approvedBy, cashierId, amountMinor } = accessApprovedBody.parse(body);
    return {
      kind: 'approval',
      reason: permission,
      approvedBy,
      cashierId,
      ...(amountMinor === undefined ? {} : { amountMinor }),
    };
  }
  return undefined;
}

/** Who has which slot: an order has it as long as it is not called off, so that nothing has to be let go. */
import { problem, type Tx } from '@comptoir/service-kit';
import type { Delivery, FreeSlot, Slot } from '../api.ts';
import type { OrderParts } from '../parts.ts';
import type { Reader } from '../store/reader.ts';
import { type OpenSlot, rulesAt, type SlotPlace, slotPlaceOf, slotsOf } from './rules.ts';

type Parts = Pick<OrderParts, 'slotRules' | 'timeZone' | 'jurisdiction' | 'places'>;

/** So many are offered instead of one that is taken. */
const offeredMax = 5;

/** @param notBefore the day on which a parcel is there. */
export async function freeSlots(
  from: Reader,
  parts: Parts,
  place: SlotPlace,
  notBefore: string | undefined,
): Promise<FreeSlot[]> {
  return slotsLeft(from, parts, place, notBefore, await openingsAt(parts, place));
}

const openingsAt = async ({ places }: Parts, place: SlotPlace): Promise<readonly Slot[] | null> =>
  place.method === 'collect' ? places.openings(place.storeId) : null;

async function slotsLeft(
  from: Reader,
  { slotRules, timeZone, jurisdiction }: Parts,
  place: SlotPlace,
  notBefore: string | undefined,
  openings: readonly Slot[] | null,
): Promise<FreeSlot[]> {
  const when = { now: new Date(), timeZone, jurisdiction, notBefore, openings };
  const open = slotsOf(rulesAt(slotRules, place), when);
  const taken = await takenOf(from, place, open);
  return open.flatMap(({ startsAt, endsAt, capacity }) => {
    const left = capacity - (taken.get(startsAt) ?? 0);
    return left > 0 ? [{ startsAt, endsAt, left }] : [];
  });
}

/**
 * The slot of an order that is written in the same transaction. Whoever wants the same one waits until that is over, so that none is
 * given to more orders than it takes.
 * @throws Problem 409 `slot-taken` with the next free ones, also for a slot that there is not.
 */
export async function takeSlot(
  tx: Tx,
  parts: Parts,
  delivery: Delivery,
  notBefore: string | undefined,
): Promise<void> {
  const { slot } = delivery;
  if (!slot) return;
  const place = slotPlaceOf(delivery);
  // Before anybody waits for us.
  const openings = await openingsAt(parts, place);
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `slot ${place.method === 'collect' ? place.storeId : ''} ${slot.startsAt}`,
  ]);
  const free = await slotsLeft(tx, parts, place, notBefore, openings);
  if (free.some((one) => isSame(one, slot))) return;
  throw problem(409, 'slot-taken', 'This slot is not to be had any more', 'Choose another, or none.', {
    members: { free: free.slice(0, offeredMax) },
  });
}

export const isSame = (one: Slot | undefined, other: Slot | undefined): boolean =>
  one?.startsAt === other?.startsAt && one?.endsAt === other?.endsAt;

async function takenOf(
  from: Reader,
  place: SlotPlace,
  slots: readonly OpenSlot[],
): Promise<Map<string, number>> {
  if (slots.length === 0) return new Map();
  const rows: { startsAt: string; taken: number }[] = await from.query(
    `select delivery -> 'slot' ->> 'startsAt' as "startsAt", count(*)::int as taken from customer_order
     where delivery ? 'slot' and delivery -> 'slot' ->> 'startsAt' = any($1) and delivery_method = $2 and ($3::text is null or delivery ->> 'storeId' = $3)
       and status <> 'cancelled' group by 1`,
    [slots.map(({ startsAt }) => startsAt), place.method, place.method === 'collect' ? place.storeId : null],
  );
  return new Map(rows.map(({ startsAt, taken }) => [startsAt, taken]));
}

/** When an order may be collected or delivered, as Order has it free. */
import type { FreeSlot, Slot } from '@comptoir/order/api';
import type { Visit } from '../visit.ts';

/** More than anybody looks through. */
const shownMax = 40;

export type SlotsAt = Readonly<{
  method: 'ship' | 'collect';
  storeId: string | null;
  /** The day on which a parcel is there. */
  notBefore: string | null;
}>;

/** None where they cannot be had just now: an order goes without. */
export async function slotsAt(visit: Visit, { method, storeId, notBefore }: SlotsAt): Promise<Slot[]> {
  if (method === 'collect' && storeId === null) return [];
  const query = {
    method,
    ...(method === 'collect' && storeId !== null ? { storeId } : {}),
    ...(method === 'ship' && notBefore !== null ? { notBefore } : {}),
  };
  const reply = await visit.gateway.call<{ items: FreeSlot[] }>({ path: '/api/v1/orders/slots', query });
  return reply.ok ? slotsIn(reply.body.items) : [];
}

/** Of whatever was told. */
export const slotsIn = (told: unknown): Slot[] =>
  (Array.isArray(told) ? (told as Slot[]) : [])
    .slice(0, shownMax)
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));

/** As the field says it; null: as soon as it goes. */
export function slotOf(form: URLSearchParams): Slot | null {
  const [startsAt, endsAt] = (form.get('slot') ?? '').split('/');
  return startsAt && endsAt ? { startsAt, endsAt } : null;
}

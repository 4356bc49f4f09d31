/**
 * An SMS beside the mail: to the number given with the order, which is asked for that, else to the customer's own if they have said that
 * they want it. Who is told is found out outside of a transaction, so it is owed.
 */
import { derivedId, type Tx } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { phone } from '@comptoir/service-kit/phone';
import type { OrderParts } from '../parts.ts';
import type { PreparationState } from '../preparations/preparation.ts';
import { preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { refundsOf } from '../store/payments.ts';
import { isAwaited, quietUntil } from './quiet.ts';
import { type Step, smsText, steps } from './sms.ts';

/**
 * Nobody is asked about those who can have no number.
 * @param about tells one from another of the same order: a refund, a return, a version, a place that sends a part of it.
 */
export async function oweText(tx: Tx, order: Order, step: Step, about?: string): Promise<void> {
  if (order.contact?.phone === undefined && order.customerId === null) return;
  await owe(tx, order.id, 'text', about === undefined ? step : `${step}:${about}`);
}

/** @param key of what was owed. */
export function textIdOf({ id }: Pick<Order, 'id'>, key: string): string {
  const [step, about] = key.split(':');
  return derivedId(`order.${step}.sms`, about === undefined ? id : `${id}:${about}`);
}

type StillSo = Readonly<{ order: OrderStatus; part?: PreparationState; review?: boolean }>;
/** Whoever has moved on since is told of that instead; what is told of a return or a refund stays true. */
const stillSo: Partial<Record<Step, StillSo>> = {
  confirmed: { order: 'confirmed', review: false },
  reviewed: { order: 'confirmed', review: true },
  changed: { order: 'confirmed' },
  'ready-to-collect': { order: 'ready-to-collect' },
  shipped: { order: 'shipped', part: 'handed-over' },
  'out-for-delivery': { order: 'shipped', part: 'handed-over' },
  exception: { order: 'shipped', part: 'handed-over' },
  delivered: { order: 'delivered', part: 'delivered' },
  cancelled: { order: 'cancelled' },
};

function isStillSo(order: Order, step: Step, about: string | undefined): boolean {
  const so = stillSo[step];
  if (!so) return true;
  if (so.part && about !== undefined)
    return preparationsOf(order).find(({ locationId }) => locationId === about)?.state === so.part;
  return order.status === so.order && (so.review === undefined || so.review === (order.review === 'open'));
}

type Texted = Readonly<{ write?: (tx: Tx) => Promise<void> }> | Readonly<{ againInSeconds: number }>;

/**
 * At night it waits for the morning, and is looked at then as if it came up: whoever has moved on meanwhile is told where they are now.
 * @param key of what is owed.
 * @returns what is to be written; nothing for who is not to be told, or no longer.
 */
export async function textStep(
  parts: Pick<OrderParts, 'customers' | 'database' | 'places' | 'quietHours' | 'timeZone' | 'now'>,
  order: Order,
  key: string,
): Promise<Texted> {
  const [name, about] = key.split(':');
  const step = steps.find((one) => one === name);
  if (!step || !order.contact || !isStillSo(order, step, about)) return {};
  const now = parts.now();
  const until = quietUntil(parts.quietHours, parts.timeZone, now);
  if (until && !(await isAwaited(step, order, now, () => isOpen(parts, order))))
    return { againInSeconds: (until.getTime() - now.getTime()) / 1_000 };
  const number =
    order.contact.phone ?? (order.customerId && (await parts.customers.smsNumber(order.customerId)));
  const to = phone.safeParse(number).data;
  if (to === undefined) return {};
  const refund =
    step === 'refunded'
      ? (await refundsOf(parts.database, order.id)).find(({ id }) => id === about)
      : undefined;
  return {
    write: (tx) =>
      queueNotification(tx, {
        id: textIdOf(order, key),
        about: order.customerId ?? order.id,
        kind: `order.${step}`,
        to: { sms: to },
        text: smsText(step, order, { refund, locationId: stillSo[step]?.part && about }),
      }),
  };
}

const isOpen = async ({ places }: Pick<OrderParts, 'places'>, { delivery }: Order): Promise<boolean> =>
  delivery?.method === 'collect' && (await places.isOpen(delivery.storeId));

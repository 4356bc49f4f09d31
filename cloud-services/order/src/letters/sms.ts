/** What customers read by SMS, in the order's language: who writes, what has become of the order, and what to do. */

import { parcelOf, preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { shipmentFrom, words } from './letters.ts';

const told = (...sentences: string[]): string => ['Comptoir', ...sentences].join('. ');

export const texts = {
  'ready-to-collect': ({ language, number, collectCode }: Order): string => {
    const t = words[language];
    return `${told(t.ready(number), t.readyText)} ${collectCode ?? number}`;
  },
  shipped: (order: Order, locationId?: string): string => {
    const t = words[order.language];
    const parcel = locationId === undefined ? order.shipments.at(-1) : shipmentFrom(order, locationId);
    const part = locationId === undefined ? null : parcelOf(preparationsOf(order), locationId);
    const by = parcel?.carrier ? t.shippedText(parcel.carrier) : t.shippedPlain;
    const what = part ? t.parcelShipped(order.number, part.number, part.of) : t.shipped(order.number);
    return [told(what, by), parcel?.trackingNumber, parcel?.url].filter(Boolean).join(' ');
  },
  delivered: ({ language, number }: Order): string => told(words[language].delivered(number)),
  'out-for-delivery': ({ language, number }: Order): string =>
    told(words[language]['out-for-delivery'](number)),
  exception: ({ language, number }: Order): string => {
    const t = words[language];
    return told(t.exception(number), t['exception-text']);
  },
  cancelled: ({ language, number }: Order): string => {
    const t = words[language];
    return told(t.cancelled(number), t.cancelledText);
  },
} as const;

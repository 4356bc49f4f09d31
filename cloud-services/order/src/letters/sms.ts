/** What customers read by SMS, in the order's language: who writes, what has become of the order, and what to do. */
import type { Order } from '../store/orders.ts';
import { words } from './letters.ts';

const told = (...sentences: string[]): string => ['Comptoir', ...sentences].join('. ');

export const texts = {
  'ready-to-collect': ({ language, number, collectCode }: Order): string => {
    const t = words[language];
    return `${told(t.ready(number), t.readyText)} ${collectCode ?? number}`;
  },
  shipped: ({ language, number, shipments }: Order): string => {
    const t = words[language];
    const parcel = shipments.at(-1);
    const by = parcel?.carrier ? t.shippedText(parcel.carrier) : t.shippedPlain;
    return [told(t.shipped(number), by), parcel?.trackingNumber, parcel?.url].filter(Boolean).join(' ');
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

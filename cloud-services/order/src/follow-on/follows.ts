/** What an order that follows another one has of it. Pure. */
import { besideCardMinor } from '@comptoir/service-kit/beside-card';
import type { Exchanged } from '../gift-card.ts';

/** An order that was paid before, and with which this one goes. */
export type AddedTo = Readonly<{
  orderId: string;
  number: string;
  /** Where that one is packed. */
  locationId: string | null;
}>;
/** What is known before the new cart is: what comes back, and how far its worth goes. */
export type Offered = Omit<Exchanged, 'amountMinor' | 'kind' | 'isWaiting'> &
  Readonly<{ worthMinor: number }>;
export type Follows = Readonly<{ orderId: string; addedTo?: AddedTo; exchange?: Offered }>;

export const exchangedFor = ({ worthMinor, ...offered }: Offered, dueMinor: number): Exchanged => ({
  ...offered,
  kind: 'exchange',
  amountMinor: besideCardMinor(worthMinor, dueMinor),
  isWaiting: true,
});

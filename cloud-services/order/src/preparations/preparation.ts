/** What one place has to send of an order, as it is kept. */
import type { Quantity } from '../aftercare/removed.ts';

/** `handed-over`: to the carrier, or to the customer. `called-off`: that place sends nothing of it. */
export type PreparationState = 'to-prepare' | 'packed' | 'handed-over' | 'delivered' | 'called-off';

export type OfProduct = Readonly<{ productId: string; quantity: string }>;

export type Preparation = Readonly<{
  locationId: string;
  state: PreparationState;
  /** What that place has to send. */
  lines: readonly Quantity[];
  /** Of it, what it had not, and nothing stood in for. */
  missing?: readonly Quantity[];
  /** What lies in its parcel; absent: what it had to send, as far as anybody told. */
  packed?: readonly OfProduct[];
}>;

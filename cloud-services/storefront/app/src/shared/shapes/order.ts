/** Orders, and what is added to them or taken in exchange. What the server gives its pages: types only, where both sides of the shop meet. */
import type { Cart, Totals } from './cart.ts';
import type { CardFields, Slot } from './checkout.ts';
import type { FormProblem } from './form.ts';

export type ParcelStatus =
  | 'created'
  | 'picked-up'
  | 'in-transit'
  | 'out-for-delivery'
  | 'delivered'
  | 'exception'
  | 'voided';
export type OrderStatus =
  | 'pending'
  | 'confirmed'
  | 'preparing'
  | 'ready-to-collect'
  | 'shipped'
  | 'delivered'
  | 'collected'
  | 'cancelled'
  | 'returned';
type Parcel = Readonly<{
  trackingNumber: string;
  trackingUrl: string | null;
  isReturn: boolean;
  scans: readonly Readonly<{ status: ParcelStatus; at: string; place: string }>[];
}>;
export type OrderData = Readonly<{
  id: string;
  number: string;
  version: number;
  status: OrderStatus;
  checkout: 'processing' | 'requires_action' | 'confirmed' | 'failed';
  createdAt: string;
  email: string | null;
  isCollected: boolean;
  arrivesOn: string | null;
  slot: Slot | null;
  /** What it may be moved to. */
  slots: readonly Slot[];
  place: readonly string[];
  /** Whether another article may stand in for a missing one; null: they were not asked, or it is sent. */
  mayReplace: boolean | null;
  collectCode: string | null;
  /** The same as a QR code: the path of an SVG of so many squares. */
  collectPicture: Readonly<{ picture: string; size: number }> | null;
  lines: readonly Readonly<{
    lineId: string;
    /** What may stand in for it where it is missing; null: said of the whole order, or not asked. */
    wish: 'any' | 'ask' | 'none' | null;
    code: string;
    name: string;
    soldBy: 'piece' | 'weight';
    quantity: string;
    /** What was not given back. */
    left: string;
    /** Of it, what has left the shop: it may come back. */
    returnable: string;
    amountMinor: number;
    savings: readonly Readonly<{ offMinor: number; reason: string | null }>[];
  }>[];
  totals: Omit<Totals, 'isEstimated'> & Readonly<{ refundedMinor: number }>;
  shipments: readonly Readonly<{ carrier: string; trackingNumber: string; url: string | null }>[];
  /** With their carrier; where each was seen, oldest first. Those of a part are there. */
  parcels: readonly Parcel[];
  /** Of an order that several places send, what each sends; else none. */
  parts: readonly Readonly<{
    /** Null: nothing is sent from there, or it is the only one left. */
    parcel: Readonly<{ number: number; of: number }> | null;
    state: 'to-prepare' | 'packed' | 'handed-over' | 'delivered' | 'called-off';
    lines: readonly Readonly<{
      lineId: string;
      name: string;
      soldBy: 'piece' | 'weight';
      quantity: string;
      isMissing: boolean;
    }>[];
    parcels: readonly Parcel[];
  }>[];
  /** Some of it is on its way, and some is not. */
  isPartlyShipped: boolean;
  history: readonly Readonly<{ status: OrderStatus; at: string }>[];
  /** Somebody of the shop looks at it before it is prepared and paid. */
  isReviewed: boolean;
  mayCancel: boolean;
  /** Nobody packs it yet. */
  mayChange: boolean;
  mayReturn: boolean;
  /** A day; null: some of it has not left, and the days have not begun. */
  returnableUntil: string | null;
  /** Null: it is collected, or its person was erased. */
  address: Readonly<{ recipient: string; line: string; city: string; postalCode: string }> | null;
  returns: readonly Readonly<{
    id: string;
    number: string;
    state: 'asked' | 'received' | 'refused' | 'brought';
    at: string;
    /** Where it was brought to; null: it comes by post. */
    store: string | null;
  }>[];
  /** Another one with which it goes. */
  addedTo: Readonly<{ orderId: string; number: string }> | null;
  followOns: readonly Readonly<{ orderId: string; number: string; kind: 'addition' | 'exchange' }>[];
  /** Nothing is packed before this return has come. */
  waitsForReturn: string | null;
  /** Just paid: thank, and offer an account to a guest. */
  isFresh: boolean;
  isGuest: boolean;
}>;
/** What is in the cart, as more of an order that is paid already, or in exchange for some of it. */
export type FollowData = Readonly<{
  orderId: string;
  number: string;
  kind: 'addition' | 'exchange';
  /** Null: there is nothing in it. */
  cart: Cart | null;
  cartVersion: number;
  /** What comes back pays so much. */
  worthMinor: number;
  /** So much of it is left, and goes back once it has come. */
  givenBackMinor: number;
  attempt: string;
  name: string;
  card: CardFields | null;
  /** Why it cannot be. */
  problem: FormProblem | null;
}>;
export type OrderSummary = Readonly<{
  id: string;
  number: string;
  channel: 'web' | 'pos';
  placedAt: string;
  status: string;
  totalMinor: number;
}>;

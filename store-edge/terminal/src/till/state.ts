/** Everything that a screen of the till shows, as one immutable value. */

import type {
  EdgeState,
  OpenShiftRequest,
  PaymentState,
  PrintState,
  RegisterAnswer,
  RulesAnswer,
  SessionAnswer,
  Shift,
  ShiftClosed,
  StockAnswer,
  Weight,
} from '@comptoir/edge-agent/api';
import type { PricedBasket } from '@comptoir/pricing/contract';
import type { CouponState } from '@comptoir/pricing/promotions/coupons';
import type { StoreSettings } from '@comptoir/sync-protocol/settings/store-settings';
import type { Locale } from '@comptoir/ui-kit';
import type { Draft } from '../sale/draft.ts';
import type { Entry } from '../sale/entry.ts';
import type { Finished } from '../sale/finished.ts';
import type { KeptSale } from '../sale/kept-sale.ts';
import type { Link } from '../sale/provisional.ts';
import type { Question } from '../sale/questions.ts';
import type { Notice } from './notice.ts';
import type { Returning } from './return-state.ts';
import type { ValueShown } from './value-state.ts';

export type Stage = 'starting' | 'other-tab' | 'unpaired' | 'unsupported' | 'ready';
export type Panel = 'favourites' | 'search' | 'pay' | 'change';

export type Dialog =
  | Readonly<{
      kind:
        | 'menu'
        | 'states'
        | 'help'
        | 'devices'
        | 'settle-payment'
        | 'void-sale'
        | 'close-shift'
        | 'receipts'
        | 'return'
        | 'cash'
        | 'suspended'
        | 'sale'
        | 'guide'
        | 'value'
        | 'customer'
        | 'new-customer'
        | 'price-check'
        | 'coupon'
        | 'favourites';
    }>
  | Readonly<{ kind: 'line'; lineId: string }>
  /** What is to be added to what the card pays. */
  | Readonly<{ kind: 'tip'; amountMinor: number }>
  | Readonly<{ kind: 'receipt-mail'; saleId: string; language: 'fr' | 'en' }>
  | Question
  /** Null: the basket. */
  | Readonly<{ kind: 'discount'; lineId: string | null }>
  | Readonly<{ kind: 'price'; lineId: string }>
  | Readonly<{ kind: 'hand-over'; proof: string | null }>;

export type TillState = Readonly<{
  stage: Stage;
  pairing: Readonly<{ busy: boolean; problem: string | null }>;
  link: Link;
  /** The disk of this till takes no more: told until it does. */
  storageFull: boolean;
  /** How far this till's clock is from the edge's. */
  clockAheadMs: number;
  /** Whether the browser promised to keep what is here; null until it has said. */
  storageKept: boolean | null;
  edge: EdgeState | null;
  /** How old the prices of this till are: when the edge last knew them to be head office's. Kept, for when nobody can be asked. */
  pricesAsOf: string | null;
  /** Sales that waited when the link came back: the "of 37" of catching up. */
  catchUpFrom: number;
  /** Who this till is; empty until it is paired. */
  terminalId: string;
  register: RegisterAnswer | null;
  rules: RulesAnswer | null;
  catalogue: Readonly<{ productCount: number; ready: boolean; version: number }>;
  /** Names the training that every call belongs to; null: all is real. */
  training: string | null;
  session: SessionAnswer | null;
  login: Readonly<{ busy: boolean; problem: Readonly<{ type: string; number: number | null }> | null }>;
  /** `unknown` until the edge has said. */
  shift: Shift | null | 'unknown';
  /** Opened here while the edge was away, and not handed over yet. */
  shiftToOpen: OpenShiftRequest | null;
  shiftClosed: ShiftClosed | null;
  draft: Draft;
  priced: PricedBasket | null;
  /** The moment at which it was: what is frozen tells it, so that anyone can recompute the total. */
  pricedAt: string;
  coupons: readonly CouponState[];
  /** Pieces of a product here, as the edge last said; of those on the tape. */
  onHand: Readonly<Record<string, StockAnswer>>;
  entry: Entry;
  /** What the scale of this register shows; null until it has said. */
  weight: Weight | null;
  results: Readonly<{ ids: readonly string[]; selected: number }>;
  notice: Notice | null;
  panel: Panel;
  dialog: Dialog | null;
  finished: Finished | null;
  payment: PaymentState | null;
  /** A gift card or a credit, while its sheet is open. */
  value: ValueShown | null;
  /** Goods that are coming back, while the return screen is open. */
  returning: Returning | null;
  /** French is always printed; `en` adds the English under it. Back to `fr` with each sale. */
  receiptLanguage: 'fr' | 'en';
  /** A tender is being worked on: a second press does nothing. */
  tendering: boolean;
  sales: readonly KeptSale[];
  /** The last number that this till gave while the edge was away. */
  provisionalCount: number;
  /** What the store set for itself, as the edge last told. */
  settings: StoreSettings;
  /** An article that was scanned while a price is checked; `unknown`: no article has this code. */
  checked: Readonly<{ productId: string } | { unknown: string }> | null;
  /** An article that was scanned while the favourites are being changed. */
  scannedFavourite: Readonly<{ productId: string }> | null;
  prints: Readonly<Record<string, PrintState>>;
  locale: Locale;
  theme: 'system' | 'light' | 'dark';
  sound: boolean;
  /** What a screen reader is told, politely. */
  spoken: string;
}>;

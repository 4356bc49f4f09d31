/** What the server gives each page: types only, the one place where both sides of the shop meet. */
import type { ChosenFilters } from './chosen-filters.ts';
import type { Language } from './paths.ts';

/** A product in a list. */
export type ProductCard = Readonly<{
  code: string;
  name: string;
  priceMinor: number | null;
  /** What it was before it was lowered; null: it was not. */
  beforeMinor: number | null;
  /** What a promotion that asks for more than one is called; null: none runs. */
  promotion: string | null;
  soldBy: 'piece' | 'weight';
  picture: string | null;
  /** A family: its variants are chosen on its page. */
  hasVariants: boolean;
}>;
export type CategoryLink = Readonly<{ slug: string; name: string; productCount: number }>;

/** What is around every page. */
export type ShellData = Readonly<{
  language: Language;
  categories: readonly CategoryLink[];
  /** Articles in the cart. */
  cartCount: number;
  customerName: string | null;
  /** May we measure the audience? Asked until answered. */
  audience: 'unknown' | 'yes' | 'no';
  /** Said once, after what was just done. */
  flash: Flash | null;
}>;
export type Flash =
  | 'added-to-order'
  | 'exchange-asked'
  | 'cart-back'
  | 'cart-gone'
  | 'signed-out'
  | 'registered'
  | 'email-confirmed'
  | 'password-changed'
  | 'saved'
  | 'data-away'
  | 'session-ended'
  | 'sessions-ended'
  | 'codes-off'
  | 'passkey-added'
  | 'passkey-removed'
  | 'declined'
  | 'insufficient-funds'
  | 'not-authenticated'
  | 'total-changed'
  | 'cart-adjusted'
  | 'coupon-used-up'
  | 'cart-merged'
  | 'shared-added'
  | 'shared-partly'
  | 'order-changed'
  | 'return-asked'
  | 'cancelled';

export type HomeData = Readonly<{
  aisles: readonly (CategoryLink & Readonly<{ picture: string | null }>)[];
  products: readonly ProductCard[];
  /** Looked at with this browser before. */
  seen: readonly ProductCard[];
}>;

/** `count`: how many of the whole list have it; null: not counted. */
export type FilterChoice = Readonly<{
  value: string;
  label: string;
  count: number | null;
  isChosen: boolean;
}>;
/** An attribute that a list can be filtered by: one of its values, or a range of numbers. */
export type FilterGroup = Readonly<{
  code: string;
  name: string;
  values: readonly FilterChoice[];
  ranges: readonly FilterChoice[];
}>;
export type ListFilters = Readonly<{ groups: readonly FilterGroup[]; chosen: ChosenFilters }>;

export type ProductOrder = 'rank' | 'name' | 'price' | '-price';
export type CategoryData = Readonly<{
  category: CategoryLink;
  parent: CategoryLink | null;
  children: readonly CategoryLink[];
  products: readonly ProductCard[];
  /** Of those that the filters leave; null: there are none. */
  filteredTotal: number | null;
  filters: ListFilters;
  sort: ProductOrder;
  next: string | null;
  isFirstPage: boolean;
}>;

export type SearchData = Readonly<{
  query: string;
  /** Nothing answers to what was typed; this was meant, and is what is shown. */
  correctedQuery: string | null;
  products: readonly ProductCard[];
  total: number;
  sort: 'relevance' | 'name' | 'price' | '-price';
  category: string | null;
  facets: readonly (CategoryLink & Readonly<{ id: string }>)[];
  filters: ListFilters;
  next: string | null;
  isFirstPage: boolean;
}>;
export type Suggestion = Readonly<{
  code: string;
  name: string;
  priceMinor: number | null;
  picture: string | null;
}>;

export type StoreStock = Readonly<{ name: string; available: number; asOf: string }>;
/** What one chooses among; without a name: among variants by theirs. A value leads to the page of a variant. */
export type Option = Readonly<{
  name: string | null;
  values: readonly Readonly<{ code: string; name: string; isChosen: boolean }>[];
}>;
export type ProductData = Readonly<{
  id: string;
  code: string;
  gtin: string | null;
  name: string;
  variantName: string | null;
  priceMinor: number | null;
  beforeMinor: number | null;
  soldBy: 'piece' | 'weight';
  isTaxed: boolean;
  /** Those that run now; `until` is the day that is no longer one of theirs. */
  promotions: readonly Readonly<{ name: string; isGiven: boolean; until: string | null }>[];
  picture: string | null;
  category: CategoryLink | null;
  parentCategory: CategoryLink | null;
  options: readonly Option[];
  /** Null: not known just now. */
  stock: Readonly<{ online: number; stores: readonly StoreStock[] }> | null;
  related: readonly ProductCard[];
  /** Often bought with it. */
  together: readonly ProductCard[];
  /** Kept for later. */
  isKept: boolean;
  /** Looked at with this browser before. */
  seen: readonly ProductCard[];
}>;

export type CartLine = Readonly<{
  lineId: string;
  code: string | null;
  name: string | null;
  picture: string | null;
  soldBy: 'piece' | 'weight';
  quantity: string;
  isSold: boolean;
  unitPriceMinor: number | null;
  amountMinor: number | null;
  savingsMinor: number;
  /** What the promotions are called that give it. */
  savedBy: readonly string[];
  priceChange: Readonly<{ fromMinor: number; toMinor: number }> | null;
  /** Less can be had than is wanted; null: enough, or not known. */
  onlyLeft: number | null;
}>;
export type Totals = Readonly<{
  isEstimated: boolean;
  subtotalMinor: number;
  discountMinor: number;
  deliveryMinor: number;
  taxes: readonly Readonly<{ code: string; rate: string; amountMinor: number }>[];
  totalMinor: number;
  /** The part of the total that points pay. */
  points: Readonly<{ points: number; amountMinor: number }> | null;
  /** The part of what is due that a gift card pays. */
  giftCard?: Readonly<{
    kind?: 'gift-card' | 'store-credit' | 'exchange' | null;
    last4: string;
    amountMinor: number;
  }> | null;
  /** What is left to be paid by card. */
  dueMinor: number;
}>;
/** A customer's points: what they want to pay with, and what they have. */
export type CartPoints = Readonly<{ wanted: number; available: number; worthMinor: number }>;
/** A code, and what became of it; `reason`: what its promotion is called. */
export type CartCoupon = Readonly<{
  code: string;
  state: 'given' | 'unknown' | 'not-here' | 'not-now' | 'not-for-customer' | 'used-up' | 'nothing-to-give';
  reason: string | null;
}>;
export type Cart = Readonly<{
  lines: readonly CartLine[];
  totals: Totals;
  postalCode: string | null;
  isCollected: boolean;
  /** The day on which a parcel is there at the latest. */
  arrivesOn: string | null;
  /** Null: a guest, or somebody who has none. */
  points: CartPoints | null;
  coupons: readonly CartCoupon[];
  /** What is nearly given: so many pieces more, or so much money. */
  hints: readonly Readonly<{ missing: string; of: 'pieces' | 'money'; reason: string }>[];
  /** Null: nothing is held before checkout. */
  reservation: Readonly<{ until: string; isOver: boolean }> | null;
}>;
/** Of a link to somebody's cart, which may be put into one's own. */
export type SharedArticle = Readonly<{ code: string; name: string; quantity: string }>;
/** Kept for later. */
export type KeptProduct = ProductCard & Readonly<{ productId: string }>;
export type CartData = Readonly<{
  cart: Cart | null;
  shared: readonly SharedArticle[];
  kept: readonly KeptProduct[];
  /** Often bought with what lies in it. */
  together: readonly ProductCard[];
}>;
export type AddAnswer = Readonly<{
  added?: number;
  problem?: 'quantity' | 'short' | 'not-sold' | 'full' | 'unavailable';
}>;
export type CartProblem = Readonly<{
  problem:
    | 'postal-code'
    | 'not-delivered-there'
    | 'quantity'
    | 'short'
    | 'points'
    | 'coupon-unknown'
    | 'list-full'
    | 'unavailable';
}>;

export type Store = Readonly<{
  id: string;
  code: string;
  name: string;
  address: readonly string[];
  phone: string;
}>;
export type StoresData = Readonly<{ stores: readonly Store[] }>;

/** Form fields that did not pass, by the field's name. */
export type FieldFault =
  | 'required'
  | 'email'
  | 'password-short'
  | 'password-common'
  | 'postal-code'
  | 'phone'
  | 'too-long'
  | 'gift-code'
  | 'gift-unknown'
  | 'gift-refused'
  | 'gift-empty'
  | 'slot-taken'
  | 'invalid';
export type FormAnswer = Readonly<{
  faults: Readonly<Record<string, FieldFault>>;
  /** About the form as a whole. */
  problem?: FormProblem;
  /** What was typed, so that a page without script keeps it; never a password. */
  values: Readonly<Record<string, string>>;
}>;
export type FormProblem =
  | 'bad-credentials'
  | 'wrong-password'
  | 'wrong-code'
  | 'sign-in-too-old'
  | 'passkey-refused'
  | 'too-many-tries'
  | 'link-expired'
  | 'unavailable'
  | 'refused'
  | 'order-in-progress'
  | 'not-delivered-there'
  | 'payment-not-ready'
  | 'order-refused'
  | 'too-late'
  | 'other-taxes'
  | 'nothing-left'
  | 'nothing-chosen'
  | 'more-than-left'
  | 'exchange-not-possible'
  | 'cart-short'
  | 'slot-taken';

export type CardFields = Readonly<{ url: string; key: string }>;
export type GiftCardFound = Readonly<{ code: string; last4: string; balanceMinor: number }>;
/** When an order is collected or delivered. */
export type Slot = Readonly<{ startsAt: string; endsAt: string }>;
export type CheckoutData = Readonly<{
  cart: Cart;
  cartVersion: number;
  /** One attempt to pay: sent again it changes nothing. */
  attempt: string;
  customer: Readonly<{
    email: string;
    name: string;
    /** Where they want to be told of their orders; null: they do not. */
    phone: string | null;
    addresses: readonly Address[];
  }> | null;
  stores: readonly (Store & Readonly<{ missing: number | null }>)[];
  delivery: Readonly<{
    method: 'ship' | 'collect';
    storeId: string | null;
    region: string;
    postalCode: string;
  }>;
  /** Free for this delivery; none: they cannot be had just now. */
  slots: readonly Slot[];
  card: CardFields | null;
}>;
export type CheckoutAnswer = FormAnswer &
  Readonly<{
    /** What is left to be paid is not what the key said: it is asked for again. */
    newDueMinor?: number;
    /** What was found, or what is left on it; null: it cannot be used. */
    giftCard?: GiftCardFound | null;
    /** What is free instead of one that is taken. */
    slots?: readonly Slot[];
    declined?: 'declined' | 'insufficient-funds' | 'not-authenticated';
    /** What was tried is over: the next try is another one. */
    attempt?: string;
  }>;

export type Address = Readonly<{
  id: string;
  kind: 'delivery' | 'billing';
  isDefault: boolean;
  recipient: string;
  lines: readonly string[];
  city: string;
  region: string;
  postalCode: string;
  country: string;
  phone: string | null;
}>;

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
    amountMinor: number;
    savings: readonly Readonly<{ offMinor: number; reason: string | null }>[];
  }>[];
  totals: Omit<Totals, 'isEstimated'> & Readonly<{ refundedMinor: number }>;
  shipments: readonly Readonly<{ carrier: string; trackingNumber: string; url: string | null }>[];
  /** With their carrier; where each was seen, oldest first. */
  parcels: readonly Readonly<{
    trackingNumber: string;
    trackingUrl: string | null;
    isReturn: boolean;
    scans: readonly Readonly<{ status: ParcelStatus; at: string; place: string }>[];
  }>[];
  history: readonly Readonly<{ status: OrderStatus; at: string }>[];
  /** Somebody of the shop looks at it before it is prepared and paid. */
  isReviewed: boolean;
  mayCancel: boolean;
  /** Nobody packs it yet. */
  mayChange: boolean;
  mayReturn: boolean;
  /** Null: it is collected, or its person was erased. */
  address: Readonly<{ recipient: string; line: string; city: string; postalCode: string }> | null;
  returns: readonly Readonly<{
    id: string;
    number: string;
    state: 'asked' | 'received' | 'refused';
    at: string;
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
/** Points that came or went, and by which bonuses. */
export type PointsMove = Readonly<{
  points: number;
  reason: 'purchase' | 'return' | 'spent' | 'given-back' | 'expired';
  at: string;
  number: string | null;
  bonuses: readonly Readonly<{ name: string; points: number }>[];
}>;
export type AccountData = Readonly<{
  name: string;
  email: string;
  points: number;
  worthMinor: number;
  tier: string;
  /** What is told or scanned at a till. */
  cardNumber: string | null;
  nextTier: Readonly<{ name: string; missing: number }> | null;
  /** The tier is kept by grace alone until then. */
  keptUntil: string | null;
  /** When the points end unless something is bought. */
  expiresAt: string | null;
  moves: readonly PointsMove[];
  orders: readonly OrderSummary[] | null;
}>;
export type ProfileData = Readonly<{
  firstName: string;
  lastName: string;
  email: string;
  language: Language;
  phone: string;
  smsOrderUpdates: boolean;
}>;
export type AddressesData = Readonly<{ addresses: readonly Address[] }>;
/** Where somebody is signed in. */
export type OpenSession = Readonly<{
  id: string;
  lastSeenAt: string;
  browser: 'edge' | 'opera' | 'samsung' | 'firefox' | 'chrome' | 'safari' | 'other';
  system: 'ios' | 'android' | 'windows' | 'macos' | 'linux' | 'other';
  isCurrent: boolean;
}>;
export type SecurityData = Readonly<{
  sessions: readonly OpenSession[];
  codesSince: string | null;
  recoveryCodesLeft: number;
  passkeys: readonly Readonly<{ id: string; name: string; createdAt: string; lastUsedAt: string | null }>[];
  arePasskeysOffered: boolean;
}>;
/** What a browser hands to an authenticator; opaque to us. */
export type PasskeyOptions = Readonly<{ challenge: string }>;
export type SecurityAnswer = FormAnswer &
  Readonly<{
    /** For the app that makes codes. `picture`: the dark squares of a QR code, as the path of an SVG of `size` squares. */
    codes?: Readonly<{ secret: string; uri: string; picture: string; size: number }>;
    /** Shown once. */
    recoveryCodes?: readonly string[];
    passkeyOptions?: PasskeyOptions;
  }>;
export type SignInAnswer = FormAnswer &
  Readonly<{
    /** The password was right, and a code is wanted too. */
    challenge?: string;
    passkeyOptions?: PasskeyOptions;
  }>;
export type PrivacyData = Readonly<{ marketingEmail: boolean; analytics: boolean }>;
export type SignInData = Readonly<{ next: string | null }>;
export type TokenData = Readonly<{ token: string | null }>;

/**
 * A store's day in double entry. Pure. What was received is debited, what it was received for is credited; what came back has the sides
 * changed. Each day balances to zero: what the documents themselves do not explain stands in an account of its own, and is not hidden.
 * Source: docs/accounting.md.
 */
export const accountRoles = [
  'cash',
  'card',
  'online-payments',
  'gift-cards',
  'store-credit',
  'loyalty-points',
  'other-tenders',
  'tips',
  'sales',
  'delivery',
  'taxes',
  'cash-rounding',
  'disputes',
  'payment-fees',
  'unexplained',
] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Signed, as facts are: what was given back is below zero. */
export type StoreDay = Readonly<{
  subtotalMinor: number;
  /** Of it, what was paid for gift cards: owed to whoever holds them, and no revenue yet. */
  giftCardsMinor: number;
  deliveryMinor: number;
  roundingMinor: number;
  taxes: readonly CodedAmount[];
  tenders: readonly CodedAmount[];
  /** What providers took, or gave back (below zero), because payers dispute payments. */
  disputes: readonly Readonly<{ provider: string; withdrawnMinor: number; feeMinor: number }>[];
}>;
type CodedAmount = Readonly<{ code: string; amountMinor: number }>;

export type Entry = Readonly<{
  role: AccountRole;
  /** Of a tax or a tender: which. */
  code: string | null;
  /** What of the day's documents it sums: all of each, a tax, a tender; null: no documents alone. */
  of: 'whole' | 'tax' | 'tender' | null;
  /** One of them is 0, neither is below. */
  debitMinor: number;
  creditMinor: number;
}>;

const tenderRoles: Readonly<Record<string, AccountRole>> = {
  cash: 'cash',
  card: 'card',
  local: 'online-payments',
  stripe: 'online-payments',
  paypal: 'online-payments',
  'gift-card': 'gift-cards',
  'store-credit': 'store-credit',
  'loyalty-points': 'loyalty-points',
};

export function entriesOf(day: StoreDay): Entry[] {
  const debits = day.tenders.flatMap(({ code, amountMinor }) =>
    code === 'tip'
      ? // The card brings it, and the staff is owed it: no revenue.
        [entry('card', code, 'tender', amountMinor), entry('tips', null, null, -amountMinor)]
      : [entry(tenderRoles[code] ?? 'other-tenders', code, 'tender', amountMinor)],
  );
  const credits = [
    entry('sales', null, 'whole', day.giftCardsMinor - day.subtotalMinor),
    entry('gift-cards', null, 'whole', -day.giftCardsMinor),
    entry('delivery', null, 'whole', -day.deliveryMinor),
    ...day.taxes.map(({ code, amountMinor }) => entry('taxes', code, 'tax', -amountMinor)),
    entry('cash-rounding', null, 'whole', -day.roundingMinor),
  ];
  const disputed = day.disputes.flatMap(({ provider, withdrawnMinor, feeMinor }) => [
    entry('disputes', provider, null, withdrawnMinor),
    entry('payment-fees', provider, null, feeMinor),
    entry(tenderRoles[provider] ?? 'other-tenders', provider, null, -(withdrawnMinor + feeMinor)),
  ]);
  const known = [...debits, ...credits, ...disputed];
  const left = known.reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0);
  return [...known, entry('unexplained', null, null, -left)].filter(
    ({ debitMinor, creditMinor }) => debitMinor !== creditMinor,
  );
}

/** @param amountMinor debited if above zero, else credited. */
const entry = (role: AccountRole, code: string | null, of: Entry['of'], amountMinor: number): Entry => ({
  role,
  code,
  of,
  debitMinor: Math.max(0, amountMinor),
  creditMinor: Math.max(0, 0 - amountMinor),
});

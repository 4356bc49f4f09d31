/** A promotion as it is typed, and what it becomes. Pure. */
import type { Promotion } from '@comptoir/pricing/contract';
import type { PromotionTerms } from '@comptoir/product/api';

/** What the form knows to write; others are made by the API, and shown here as they are. */
export const kinds = [
  'percent',
  'amount',
  'fixed-price',
  'mix-and-match',
  'n-for-m',
  'cheapest-free',
  'basket-discount',
] as const;
export type Kind = (typeof kinds)[number];

export type Target = Readonly<
  { on: 'all' } | { on: 'category'; categoryId: string } | { on: 'product'; productId: string; name: string }
>;

export type PromotionDraft = Readonly<{
  nameFr: string;
  nameEn: string;
  kind: Kind;
  /** Digits as typed; comma or period. */
  percent: string;
  amountMinor: number | null;
  take: number;
  /** Paid of `take`, or free of it. */
  of: number;
  target: Target;
  /** Local, as a field for date and time gives them; no end is ''. */
  from: string;
  to: string;
  coupon: string;
  stacks: boolean;
}>;

export const newDraft = (from: string): PromotionDraft => ({
  nameFr: '',
  nameEn: '',
  kind: 'percent',
  percent: '10',
  amountMinor: null,
  take: 2,
  of: 1,
  target: { on: 'all' },
  from,
  to: '',
  coupon: '',
  stacks: false,
});

/** @returns `undefined` while something that is needed lacks. */
export function termsOf(draft: PromotionDraft): PromotionTerms | undefined {
  const gives = givesOf(draft);
  const [nameFr, nameEn] = [draft.nameFr.trim(), draft.nameEn.trim()];
  if (!gives || nameFr === '' || nameEn === '' || draft.from === '') return undefined;
  if (draft.target.on === 'category' && draft.target.categoryId === '') return undefined;
  if (draft.target.on === 'product' && draft.target.productId === '') return undefined;
  return {
    name: { fr: nameFr, en: nameEn },
    from: new Date(draft.from).toISOString(),
    ...(draft.to === '' ? {} : { to: new Date(draft.to).toISOString() }),
    ...(draft.coupon.trim() === '' ? {} : { coupon: draft.coupon.trim().toUpperCase() }),
    ...(draft.target.on === 'category' ? { include: { categoryIds: [draft.target.categoryId] } } : {}),
    ...(draft.target.on === 'product' ? { include: { productIds: [draft.target.productId] } } : {}),
    gives,
    priority: 0,
    stacking: draft.stacks ? 'stackable' : 'exclusive',
  };
}

function givesOf({ kind, amountMinor, take, of, ...draft }: PromotionDraft): Promotion['gives'] | undefined {
  const percent = percentOf(draft.percent);
  const money = amountMinor !== null && amountMinor > 0 ? amountMinor : undefined;
  switch (kind) {
    case 'percent':
      return percent === undefined ? undefined : { kind, percent };
    case 'amount':
      return money === undefined ? undefined : { kind, amountMinor: money };
    case 'fixed-price':
      return money === undefined ? undefined : { kind, unitPriceMinor: money };
    case 'mix-and-match':
      return money === undefined || take < 2 ? undefined : { kind, take, priceMinor: money };
    case 'n-for-m':
      return of < 1 || of >= take ? undefined : { kind, take, pay: of };
    case 'cheapest-free':
      return of < 1 || of >= take ? undefined : { kind, take, free: of };
    case 'basket-discount':
      return percent === undefined ? undefined : { kind, spendMinor: amountMinor ?? 0, off: { percent } };
  }
}

function percentOf(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) > 0 && Number(text) <= 100 ? text : undefined;
}

export type PromotionState = 'coming' | 'on' | 'over';

export function stateOf({ from, to }: Pick<Promotion, 'from' | 'to'>, now: number): PromotionState {
  if (to !== undefined && Date.parse(to) <= now) return 'over';
  return Date.parse(from) > now ? 'coming' : 'on';
}

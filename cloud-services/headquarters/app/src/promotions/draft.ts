/** A promotion as it is typed, and what it becomes. Pure. */
import { promotedValue } from '@comptoir/pricing';
import type { Promotion, Selection } from '@comptoir/pricing/contract';
import type { PromotionTerms, PromotionView } from '@comptoir/product/api';

export const kinds = [
  'percent',
  'amount',
  'fixed-price',
  'mix-and-match',
  'n-for-m',
  'cheapest-free',
  'bundle',
  'basket-discount',
  'basket-gift',
] as const;
export type Kind = (typeof kinds)[number];

/** `kept`: something that was written elsewhere and that these fields cannot say. */
export type Target = Readonly<
  | { on: 'all' }
  | { on: 'category'; categoryId: string }
  | { on: 'product'; productId: string; name: string }
  /** Values in French, as products say them. */
  | { on: 'attribute'; code: string; values: readonly string[] }
  | { on: 'kept' }
>;
/** Of a bundle. */
export type Part = Readonly<{ target: Target; pieces: number }>;

export type PromotionDraft = Readonly<{
  nameFr: string;
  nameEn: string;
  kind: Kind | 'kept';
  /** Digits as typed; comma or period. */
  percent: string;
  amountMinor: number | null;
  take: number;
  /** Paid of `take`, or free of it. */
  of: number;
  target: Target;
  /** What it is not on; `all` stands for no exception. */
  exclude: Target;
  /** Local, as a field for date and time gives them; no end is ''. */
  from: string;
  to: string;
  coupon: string;
  /** Digits; '' without a limit. */
  couponUses: string;
  /** Codes of their own that begin with `coupon`, each for one sale or order. */
  hasCodes: boolean;
  /** What a basket gets by it at most. */
  amountMaxMinor: number | null;
  stacks: boolean;
  parts: readonly Part[];
  gift: Target;
  /** What it was: whatever these fields do not say stays so. */
  before?: PromotionTerms;
}>;

const noProduct: Target = { on: 'product', productId: '', name: '' };

export const newDraft = (from: string): PromotionDraft => ({
  nameFr: '',
  nameEn: '',
  kind: 'percent',
  percent: '10',
  amountMinor: null,
  take: 2,
  of: 1,
  target: { on: 'all' },
  exclude: { on: 'all' },
  from,
  to: '',
  coupon: '',
  couponUses: '',
  hasCodes: false,
  amountMaxMinor: null,
  stacks: false,
  parts: [
    { target: noProduct, pieces: 1 },
    { target: noProduct, pieces: 1 },
  ],
  gift: noProduct,
});

/** @returns `undefined` while something that is needed lacks. */
export function termsOf(draft: PromotionDraft): PromotionTerms | undefined {
  const gives = givesOf(draft);
  const [nameFr, nameEn] = [draft.nameFr.trim(), draft.nameEn.trim()];
  if (!gives || nameFr === '' || nameEn === '' || draft.from === '') return undefined;
  const { before } = draft;
  const include = draft.target.on === 'kept' ? before?.include : selectionOf(draft.target);
  const exclude = draft.exclude.on === 'kept' ? before?.exclude : selectionOf(draft.exclude);
  if (include === 'not chosen' || exclude === 'not chosen' || !/^\d{0,6}$/.test(draft.couponUses))
    return undefined;
  const {
    from: _from,
    to: _to,
    coupon: _coupon,
    couponUsesMax: _uses,
    singleUseCodes: _codes,
    caps: _caps,
    include: _include,
    exclude: _exclude,
    ...rest
  } = before ?? {
    priority: 0,
  };
  const coupon = draft.coupon.trim().toUpperCase();
  const uses = Number(draft.couponUses);
  const hasCodes = coupon !== '' && draft.hasCodes;
  const caps = capsOf(draft);
  return {
    ...rest,
    name: { fr: nameFr, en: nameEn },
    from: instantOf(draft.from, before?.from),
    ...(draft.to === '' ? {} : { to: instantOf(draft.to, before?.to) }),
    ...(coupon === '' ? {} : { coupon }),
    ...(coupon !== '' && uses > 0 && !hasCodes ? { couponUsesMax: uses } : {}),
    ...(hasCodes ? { singleUseCodes: true } : {}),
    ...(Object.keys(caps).length > 0 ? { caps } : {}),
    ...(include && gives.kind !== 'bundle' ? { include } : {}),
    ...(exclude ? { exclude } : {}),
    gives,
    stacking: draft.stacks ? 'stackable' : 'exclusive',
  };
}

function capsOf({ amountMaxMinor, before }: PromotionDraft): NonNullable<PromotionTerms['caps']> {
  const { amountPerBasketMinor: _, ...others } = before?.caps ?? {};
  return { ...others, ...(amountMaxMinor ? { amountPerBasketMinor: amountMaxMinor } : {}) };
}

/** @returns nothing for everything. */
function selectionOf(target: Target): Selection | 'not chosen' | undefined {
  if (target.on === 'category')
    return target.categoryId === '' ? 'not chosen' : { categoryIds: [target.categoryId] };
  if (target.on === 'attribute')
    return target.values.length === 0
      ? 'not chosen'
      : { attributes: { [target.code]: target.values.map(promotedValue) } };
  if (target.on === 'product')
    return target.productId === '' ? 'not chosen' : { productIds: [target.productId] };
  return undefined;
}

/** The field knows minutes: what was not touched stays to the millisecond. */
const instantOf = (local: string, before: string | undefined): string =>
  before !== undefined && localOf(before) === local ? before : new Date(local).toISOString();

/** As a field for date and time wants it: by this computer's clock, to the minute. */
export function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** @param promotion as it is. Changed or copied: what the form cannot write comes along as it was. */
export function draftOf(promotion: PromotionView): PromotionDraft {
  const { id: _, revision: __, version: ___, changedAt: ____, changedBy: _____, ...before } = promotion;
  const { name, from, to, coupon = '', couponUsesMax, stacking, include, exclude, gives, caps } = before;
  return {
    ...newDraft(localOf(from)),
    ...{ nameFr: name.fr, nameEn: name.en, to: to === undefined ? '' : localOf(to), coupon, before },
    couponUses: String(couponUsesMax ?? ''),
    hasCodes: before.singleUseCodes === true,
    amountMaxMinor: caps?.amountPerBasketMinor ?? null,
    stacks: stacking === 'stackable',
    target: targetOf(include),
    exclude: targetOf(exclude),
    ...figuresOf(gives),
  };
}

function figuresOf(gives: Promotion['gives']): Partial<PromotionDraft> & Pick<PromotionDraft, 'kind'> {
  switch (gives.kind) {
    case 'percent':
      return gives;
    case 'amount':
      return gives;
    case 'fixed-price':
      return { kind: gives.kind, amountMinor: gives.unitPriceMinor };
    case 'mix-and-match':
      return { kind: gives.kind, take: gives.take, amountMinor: gives.priceMinor };
    case 'n-for-m':
      return { kind: gives.kind, take: gives.take, of: gives.pay };
    case 'cheapest-free':
      return { kind: gives.kind, take: gives.take, of: gives.free };
    case 'basket-discount':
      return 'percent' in gives.off
        ? { kind: gives.kind, percent: gives.off.percent, amountMinor: gives.spendMinor }
        : { kind: 'kept' };
    case 'bundle': {
      const parts = gives.parts.map(({ on, pieces }) => ({ target: targetOf(on), pieces }));
      return parts.some(({ target }) => target.on === 'kept' || target.on === 'all')
        ? { kind: 'kept' }
        : { kind: gives.kind, parts, amountMinor: gives.priceMinor };
    }
    case 'basket-gift': {
      const gift = targetOf({ productIds: gives.productIds });
      return gift.on === 'product'
        ? { kind: gives.kind, gift, take: gives.pieces, amountMinor: gives.spendMinor }
        : { kind: 'kept' };
    }
  }
}

function targetOf(selection: Selection | undefined): Target {
  if (selection === undefined) return { on: 'all' };
  const { productIds = [], categoryIds = [], attributes } = selection;
  const [productId, categoryId] = [productIds[0], categoryIds[0]];
  const said = Object.entries(attributes ?? {});
  if (productIds.length + categoryIds.length + said.length !== 1) return { on: 'kept' };
  const [attribute] = said;
  if (attribute) return { on: 'attribute', code: attribute[0], values: attribute[1] };
  if (productId !== undefined) return { on: 'product', productId, name: '' };
  return categoryId === undefined ? { on: 'kept' } : { on: 'category', categoryId };
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
    case 'bundle': {
      const parts = draft.parts.flatMap(({ target, pieces }) => {
        const on = selectionOf(target);
        return on === undefined || on === 'not chosen' || pieces < 1 ? [] : [{ on, pieces }];
      });
      return money === undefined || parts.length !== draft.parts.length
        ? undefined
        : { kind, parts, priceMinor: money };
    }
    case 'basket-gift': {
      const { gift } = draft;
      return gift.on !== 'product' || gift.productId === '' || take < 1
        ? undefined
        : { kind, spendMinor: amountMinor ?? 0, productIds: [gift.productId], pieces: take };
    }
    case 'kept':
      return draft.before?.gives;
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

/** Codes that a customer brings: scanned or typed, each told why it counts or does not. */
import type { CouponUse } from '@comptoir/edge-agent/api';
import type { Promotion } from '@comptoir/pricing/contract';
import { couponCode, isCounted, takesCoupon } from '@comptoir/pricing/promotions/codes';
import { change } from './basket.ts';
import { edge, tell } from './context.ts';
import { beginNext } from './customers.ts';
import { refusesChange } from './held.ts';
import { store } from './store.ts';

/** More than anybody brings; each is looked up at every scan. */
const couponsMax = 20;

export function openCoupons(): void {
  if (!refusesChange()) store.set({ dialog: { kind: 'coupon' } });
}

const promotionsOf = (code: string): Promotion[] =>
  (store.state.rules?.rules.promotions ?? []).filter((promotion) => takesCoupon(promotion, code));

/** Whether a scanned text is the code of a promotion that this till has heard of. */
export const isCoupon = (text: string): boolean => promotionsOf(text).length > 0;

export async function giveCoupon(text: string): Promise<void> {
  const { draft } = store.state;
  const code = couponCode(text);
  if (refusesChange()) return;
  if (!isCoupon(code)) return tell({ kind: 'coupon', coupon: { code, state: 'unknown' } }, 'refused');
  if ((draft.coupons ?? []).length >= couponsMax) return tell({ kind: 'coupons-full' }, 'refused');
  for (const use of usesOf(code, draft.saleId)) {
    const reply = await edge().holdCoupon(use);
    const isUnknown = reply.is === 'problem' && reply.problem.type === 'coupon-unknown';
    if (isUnknown) return tell({ kind: 'coupon', coupon: { code, state: 'unknown' } }, 'refused');
    const isUsedUp = reply.is === 'problem' && reply.problem.type === 'coupon-used-up';
    if (isUsedUp) return tell({ kind: 'coupon-used-elsewhere', code }, 'refused');
    if (reply.is !== 'ok') return tell({ kind: 'coupon-needs-head-office', code }, 'refused');
  }
  // A basket that ended while head office was asked has its own coupons: the hold ends by itself.
  if (store.state.draft.saleId === draft.saleId) given(code);
}

/** Money may have moved while head office was asked. */
function given(code: string): void {
  if (refusesChange()) return;
  const coupons = store.state.draft.coupons ?? [];
  beginNext();
  if (!coupons.includes(code)) void change({ type: 'coupons-given', coupons: [...coupons, code] });
  // Of an empty basket nothing can be said yet: the code waits on the tape.
  const coupon = store.state.coupons.find((one) => one.code === code);
  if (coupon) tell({ kind: 'coupon', coupon }, coupon.state === 'given' ? 'done' : 'attention');
}

export function takeCouponBack(code: string): void {
  const { coupons = [] } = store.state.draft;
  letCouponsGo([code]);
  void change({ type: 'coupons-given', coupons: coupons.filter((one) => one !== code) });
}

/** Others may have them at once; what is not heard there ends by itself. */
export function letCouponsGo(codes: readonly string[]): void {
  const { saleId } = store.state.draft;
  for (const use of codes.flatMap((code) => usesOf(code, saleId))) void edge().releaseCoupon(use);
}

const usesOf = (code: string, saleId: string): CouponUse[] =>
  promotionsOf(code)
    .filter(isCounted)
    .map(({ id, singleUseCodes }) => ({ promotionId: id, saleId, ...(singleUseCodes && { code }) }));

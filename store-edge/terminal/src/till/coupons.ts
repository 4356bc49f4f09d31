/** Codes that a customer brings: scanned or typed, each told why it counts or does not. */
import { couponCode } from '@comptoir/pricing/promotions/counts';
import { isFixed } from '../sale/draft.ts';
import { change } from './basket.ts';
import { tell } from './context.ts';
import { beginNext } from './customers.ts';
import { store } from './store.ts';

/** More than anybody brings; each is looked up at every scan. */
const couponsMax = 20;

export function openCoupons(): void {
  if (isFixed(store.state.draft)) tell({ kind: 'basket-fixed' }, 'refused');
  else store.set({ dialog: { kind: 'coupon' } });
}

/** Whether a scanned text is the code of a promotion that this till has heard of. */
export const isCoupon = (text: string): boolean =>
  (store.state.rules?.rules.promotions ?? []).some(
    ({ coupon }) => coupon !== undefined && couponCode(coupon) === couponCode(text),
  );

export function giveCoupon(text: string): void {
  const { draft } = store.state;
  const code = couponCode(text);
  if (isFixed(draft)) {
    tell({ kind: 'basket-fixed' }, 'refused');
    return;
  }
  if (!isCoupon(code)) {
    tell({ kind: 'coupon', coupon: { code, state: 'unknown' } }, 'refused');
    return;
  }
  const given = draft.coupons ?? [];
  if (given.length >= couponsMax) {
    tell({ kind: 'coupons-full' }, 'refused');
    return;
  }
  beginNext();
  if (!given.includes(code)) void change({ type: 'coupons-given', coupons: [...given, code] });
  // Of an empty basket nothing can be said yet: the code waits on the tape.
  const coupon = store.state.coupons.find((one) => one.code === code);
  if (coupon) tell({ kind: 'coupon', coupon }, coupon.state === 'given' ? 'done' : 'attention');
}

export function takeCouponBack(code: string): void {
  const coupons = (store.state.draft.coupons ?? []).filter((one) => one !== code);
  void change({ type: 'coupons-given', coupons });
}

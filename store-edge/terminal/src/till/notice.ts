/** What the till has to say beside the entry line: a value here, words in `i18n/notice-words.ts`. Gone at the next act. */
import type { CouponState } from '@comptoir/pricing/promotions/coupons';

export type Notice =
  | Readonly<{ kind: 'unknown-code' | 'bad-check-digit'; code: string }>
  | Readonly<{ kind: 'glued-codes' }>
  | Readonly<{
      kind: 'zero-price' | 'weight-wanted' | 'pieces-only' | 'one-by-one' | 'too-young';
      nameFr: string;
      nameEn: string;
    }>
  | Readonly<{ kind: 'line-voided'; nameFr: string; nameEn: string }>
  | Readonly<{
      kind:
        | 'bad-quantity'
        | 'basket-fixed'
        | 'half-paid'
        | 'payment-running'
        | 'already-allowed'
        | 'basket-full'
        | 'not-ready'
        | 'scan-in-dialog'
        | 'sale-voided'
        | 'correcting'
        | 'payment-stays'
        | 'nothing-to-pay'
        | 'edge-unreachable'
        | 'cash-only'
        | 'no-us-dollars'
        | 'storage-full'
        | 'no-such-coin'
        | 'too-much'
        | 'bad-amount'
        | 'more-than-due'
        | 'same-load'
        | 'drawer-opened'
        | 'x-printed'
        | 'cash-moved'
        | 'suspended'
        | 'basket-in-hand'
        | 'basket-gone'
        | 'training-later'
        | 'customer-detached'
        | 'coupons-full'
        | 'points-of-nobody'
        | 'points-worth'
        | 'points-not-here';
    }>
  | Readonly<{ kind: 'no-weight'; scale: 'zero' | 'in-motion' | 'under-zero' | 'over-capacity' }>
  | Readonly<{ kind: 'customer-attached'; initials: string; points: number | null }>
  | Readonly<{ kind: 'unknown-card' | 'coupon-used-elsewhere' | 'coupon-needs-head-office'; code: string }>
  | Readonly<{ kind: 'coupon'; coupon: CouponState }>
  | Readonly<{ kind: 'points-short'; points: number }>
  | Readonly<{ kind: 'over-allowance'; amountMinor: number }>
  | Readonly<{ kind: 'part-paid'; amountMinor: number; leftMinor: number }>
  | Readonly<{ kind: 'totals-differ'; expectedMinor: number; receivedMinor: number }>
  | Readonly<{ kind: 'declined' | 'aborted'; detail: string }>
  | Readonly<{ kind: 'refused-by-edge'; type: string }>;

export type NoticeTone = 'done' | 'info' | 'warn' | 'danger';

export function toneOf(notice: Notice): NoticeTone {
  if (notice.kind === 'coupon') return notice.coupon.state === 'given' ? 'info' : 'warn';
  switch (notice.kind) {
    case 'line-voided':
    case 'sale-voided':
    case 'part-paid':
    case 'drawer-opened':
    case 'x-printed':
    case 'cash-moved':
    case 'suspended':
    case 'customer-attached':
    case 'customer-detached':
      return 'info';
    case 'bad-check-digit':
    case 'glued-codes':
    case 'declined':
    case 'totals-differ':
    case 'refused-by-edge':
    case 'storage-full':
      return 'danger';
    default:
      return 'warn';
  }
}

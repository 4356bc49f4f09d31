/**
 * A coupon for so many uses is everybody's: head office says that there is one left. A code for a single use is a value of its own, which a
 * store that is cut off vouches for as it does for a gift card. Source: docs/adr/0026, 0039, 0058.
 */

import type { Promotion } from '@comptoir/pricing/promotion';
import { couponCode, takesCoupon } from '@comptoir/pricing/promotions/codes';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { HeadOfficeAnswer } from '../sync-port.ts';
import type { Holder, Spends } from '../values/spends.ts';
import { couponSpendId } from '../values/value-rows.ts';
import type { CouponUse } from './api.ts';

type Deps = Readonly<{ spends: Spends; replica: Pick<Replica, 'rules'> }>;

export class CouponUses {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async hold({ promotionId, saleId, code = '' }: CouponUse): Promise<{ held: true } | Problem> {
    const { spends, replica } = this.#deps;
    const promotion = replica.rules()?.promotions?.find(({ id }) => id === promotionId);
    const own = couponCode(code);
    const holder: Holder = { kind: 'coupon', value_id: promotionId, last4: own.slice(-4) };
    const held = await spends.hold(
      {
        ...holder,
        spend_id: couponSpendId(saleId, promotionId, own),
        sale_id: saleId,
        code_hash: own,
        amount_minor: worthMaxMinor(promotion) ?? 0,
      },
      {
        holderOf: () => holder,
        refusalOf,
        holderHere: () => {
          const isOwn = promotion?.singleUseCodes === true && takesCoupon(promotion, own);
          if (!isOwn || worthMaxMinor(promotion) === undefined) return headOfficeNeeded();
          return spends.isCouponTaken(own, saleId) ? usedUp() : holder;
        },
      },
    );
    return isProblem(held) ? held : { held: true };
  }

  release({ promotionId, saleId, code = '' }: CouponUse): Promise<void> {
    return this.#deps.spends.release(couponSpendId(saleId, promotionId, couponCode(code)));
  }
}

/** What a sale gets by it at most, where the promotion bounds it. */
function worthMaxMinor(promotion: Promotion | undefined): number | undefined {
  const { caps, gives } = promotion ?? {};
  if (caps?.amountPerBasketMinor !== undefined) return caps.amountPerBasketMinor;
  return gives?.kind === 'basket-discount' && 'amountMinor' in gives.off ? gives.off.amountMinor : undefined;
}

const usedUp = (): Problem =>
  problem(409, 'coupon-used-up', 'This coupon was used elsewhere', 'Go on without it.');
const headOfficeNeeded = (): Problem =>
  problem(
    503,
    'head-office-needed',
    'Head office cannot be asked now',
    'This coupon may be used only so often: try again when the link is back.',
  );

function refusalOf({ type }: Extract<HeadOfficeAnswer, { is: 'problem' }>): Problem | null {
  if (type === 'coupon-unknown' || type === 'unknown-promotion')
    return problem(409, 'coupon-unknown', 'No such coupon was given out', 'Check the code.');
  return type === 'coupon-used-up' ? usedUp() : null;
}

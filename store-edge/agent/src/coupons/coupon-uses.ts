/** A coupon for so many uses is everybody's: only head office can say that there is one left. */
import { type Problem, problem } from '../problem.ts';
import type { AskHeadOffice } from '../sync-port.ts';
import type { CouponUse } from './api.ts';

export class CouponUses {
  readonly #ask: AskHeadOffice;

  constructor(ask: AskHeadOffice) {
    this.#ask = ask;
  }

  async hold(use: CouponUse): Promise<{ held: true } | Problem> {
    const answer = await this.#ask('PUT', pathOf(use), {});
    if (answer.is === 'ok') return { held: true };
    if (answer.is === 'problem')
      return problem(409, 'coupon-used-up', 'This coupon was used elsewhere', 'Go on without it.');
    return problem(
      503,
      'head-office-needed',
      'Head office cannot be asked now',
      'This coupon may be used only so often: try again when the link is back.',
    );
  }

  /** What is not heard ends by itself, some hours later. */
  async release(use: CouponUse): Promise<void> {
    await this.#ask('POST', `${pathOf(use)}/release`, {});
  }
}

const pathOf = ({ promotionId, saleId }: CouponUse) => `promotions/${promotionId}/uses/${saleId}`;

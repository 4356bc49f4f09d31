import type { Request, RequestHandler, Router } from 'express';
import { type Answer, bodyAs } from '../http/answers.ts';
import type { CashierCaller } from '../http/callers.ts';
import { isProblem, type Problem } from '../problem.ts';
import { couponUse } from './api.ts';
import type { CouponUses } from './coupon-uses.ts';

type AsCashier = (
  work: (caller: CashierCaller, request: Request) => Promise<Answer | Problem>,
) => RequestHandler;

export function addCouponRoutes(routes: Router, asCashier: AsCashier, uses: CouponUses): void {
  routes.put(
    '/coupons/uses',
    asCashier(async (_caller, request) => {
      const body = bodyAs(request, couponUse);
      if (isProblem(body)) return body;
      const held = await uses.hold(body.value);
      return isProblem(held) ? held : { status: 204 };
    }),
  );
  routes.post(
    '/coupons/uses/release',
    asCashier(async (_caller, request) => {
      const body = bodyAs(request, couponUse);
      if (isProblem(body)) return body;
      await uses.release(body.value);
      return { status: 204 };
    }),
  );
}

/** Asked before the first tender: the one moment at which the edge may still say no. */
import { saleBody } from '@comptoir/sync-protocol/records/kinds';
import type { z } from 'zod';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import { parseBody } from './parse-sale.ts';
import { pricingMoment, reprice } from './reprice.ts';
import { unapprovedBy } from './unapproved.ts';
import { uncheckedAge } from './unchecked-age.ts';

const basketToCheck = saleBody
  .omit({ tenders: true, stock: true, completedAt: true, cashRoundingMinor: true })
  .extend({
    cashRoundingMinor: saleBody.shape.cashRoundingMinor.optional(),
  });
export type BasketToCheck = z.infer<typeof basketToCheck>;

export function checkBasket(
  raw: string,
  replica: Pick<Replica, 'rules' | 'product' | 'staffMember'>,
  at: string,
): { ok: true } | Problem {
  const parsed = parseBody(raw.trim(), basketToCheck);
  if (isProblem(parsed)) return parsed;
  const { basket, priced } = parsed.value;
  const rules = replica.rules();
  if (!rules)
    return problem(
      503,
      'not-ready',
      'No prices yet',
      'The catalogue is still on its way down: try again shortly.',
    );

  const unknown = basket.lines.find((line) => !replica.product(line.productId));
  if (unknown) {
    return problem(
      422,
      'unknown-product',
      'A product is unknown here',
      'Void this line, or wait until the catalogue has it.',
      {
        lineId: unknown.id,
        productId: unknown.productId,
      },
    );
  }
  const minimumAge = uncheckedAge(parsed.value, (id) => replica.product(id));
  if (minimumAge !== null)
    return problem(422, 'age-not-checked', 'An article asks for an age', 'See to the age of the buyer.', {
      minimumAge,
    });
  const unapproved = unapprovedBy(basket, (id) => replica.staffMember(id));
  if (unapproved)
    return problem(
      403,
      'approval-needed',
      'Somebody else must allow this',
      'Ask a supervisor to type a PIN.',
      {
        permission: unapproved,
      },
    );
  const own = reprice(basket, rules, (id) => replica.product(id)?.pricing, pricingMoment(parsed.value, at));
  if (own.totalMinor === priced.totalMinor) return { ok: true };
  return problem(
    422,
    'totals-differ',
    'The edge prices this basket differently',
    'Take over the prices given here, then pay.',
    {
      expectedTotalMinor: own.totalMinor,
      receivedTotalMinor: priced.totalMinor,
      priced: own,
    },
  );
}

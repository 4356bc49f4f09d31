/** Loyalty points that pay at this store: asked of Customer, or, cut off, up to what the store last heard of them. Source: docs/adr/0039. */
import { isProblem, type Problem } from '../problem.ts';
import type { Replica } from '../replica/replica.ts';
import type { HeadOfficeAnswer } from '../sync-port.ts';
import type { PointsSpendAnswer, PointsSpendRequest } from './api.ts';
import type { Holder, Spends } from './spends.ts';
import { pointsShort, pointsWorth, released, unknownCustomer } from './value-refusals.ts';

type PointsDeps = Readonly<{ spends: Spends; replica: Pick<Replica, 'loyalty'> }>;

export class Points {
  readonly #deps: PointsDeps;

  constructor(deps: PointsDeps) {
    this.#deps = deps;
  }

  async spend({
    spendId,
    customerId,
    points,
    amountMinor,
    saleId,
  }: PointsSpendRequest): Promise<PointsSpendAnswer | Problem> {
    const holder: Holder = { value_id: customerId, kind: 'loyalty-points', last4: '' };
    const asked = { spend_id: spendId, sale_id: saleId, amount_minor: amountMinor, points, code_hash: '' };
    const spent = await this.#deps.spends.spend(
      { ...asked, ...holder },
      {
        holderOf: () => holder,
        refusalOf,
        holderHere: () => this.#whyNot(customerId, points, amountMinor) ?? holder,
      },
    );
    if (isProblem(spent)) return spent;
    const authorisedBy = spent.authorised_by;
    return { kind: 'loyalty-points', amountMinor, points, customerId, spendId, authorisedBy };
  }

  #whyNot(customerId: string, points: number, amountMinor: number): Problem | null {
    const { spends, replica } = this.#deps;
    const known = replica.loyalty(customerId);
    if (known?.pointMinor === undefined) return unknownCustomer();
    const { pointMinor } = known;
    if (points * pointMinor !== amountMinor) return pointsWorth(pointMinor);
    const left = known.points - Math.ceil(spends.vouchedFor(customerId) / pointMinor);
    return points > left ? pointsShort(Math.max(0, left)) : null;
  }
}

function refusalOf({ type, members }: Extract<HeadOfficeAnswer, { is: 'problem' }>): Problem | null {
  if (type === 'points-short') return pointsShort(Number(members.available ?? 0));
  if (type === 'points-worth') return pointsWorth(Number(members.pointMinor ?? 0));
  if (type === 'unknown-customer') return unknownCustomer();
  return type === 'hold-over' ? released() : null;
}

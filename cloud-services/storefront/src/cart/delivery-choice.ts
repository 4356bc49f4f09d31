/** How a cart is to be handed over, as the checkout form says it. */
import type { CartView } from '@comptoir/cart/api';
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import type { Store } from '../../app/src/shared/shapes/catalogue.ts';
import { keepArea, postalCodeIn } from '../catalogue/near.ts';
import { newKey, type Reply } from '../gateway/gateway.ts';
import type { Visit } from '../visit.ts';
import { callCart, cartPath, cartSession, readCart } from './cart.ts';

export type Choice =
  | Readonly<{ method: 'ship'; postalCode: string; region: string }>
  | Readonly<{ method: 'collect'; store: Store }>;

/** Undefined: not enough is said yet to know what it costs. */
export function choiceOf(form: URLSearchParams, stores: readonly Store[]): Choice | undefined {
  if (form.get('method') === 'collect') {
    const store = stores.find(({ id }) => id === form.get('storeId'));
    return store ? { method: 'collect', store } : undefined;
  }
  const place = readPostalCode(form.get('postalCode') ?? '');
  return place ? { method: 'ship', ...place } : undefined;
}

/** With how many points a form wants to pay. */
export const pointsOf = (form: URLSearchParams): number =>
  Math.max(0, Math.trunc(Number(form.get('loyaltyPoints') ?? 0)) || 0);

/**
 * Prices the cart for it; the cart keeps what was chosen, and the coupons that it had. Points and coupons that are not there any more
 * are left out: the total tells.
 */
export async function calculate(
  visit: Visit,
  choice: Choice,
  loyaltyPoints: number,
  /** An order that is paid already, with which it goes: delivery is not charged again. */
  withOrderId?: string,
): Promise<Reply<CartView>> {
  const together = withOrderId === undefined ? {} : { withOrderId };
  const terms =
    choice.method === 'ship'
      ? {
          destination: { country: 'CA', region: choice.region, postalCode: choice.postalCode },
          delivery: { method: 'ship', ...together },
        }
      : {
          destination: { country: 'CA', ...placeOf(choice.store) },
          delivery: { method: 'collect', storeId: choice.store.id, ...together },
        };
  const coupons = (await readCart(visit))?.coupons ?? [];
  const ask = (points: number, codes: readonly string[]) =>
    callCart<CartView>(visit, {
      method: 'PUT',
      path: cartPath(cartSession(visit) ?? '', '/calculate'),
      body: { ...terms, coupons: codes, ...(points > 0 ? { loyaltyPoints: points } : {}) },
      idempotencyKey: newKey(),
    });
  const reply = await ask(loyaltyPoints, coupons);
  if (reply.ok && choice.method === 'ship') keepArea(visit, choice.postalCode);
  if (reply.ok) return reply;
  if (reply.refusal.type === 'coupon-unknown') return ask(loyaltyPoints, []);
  return /^points-/.test(reply.refusal.type) ? ask(0, coupons) : reply;
}

const placeOf = ({ address }: Store): Readonly<{ region: string; postalCode: string }> =>
  postalCodeIn(address) ?? { region: 'QC', postalCode: 'H2J 1Y0' };

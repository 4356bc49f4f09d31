/** A gift card or a store credit that somebody wants to pay with. */
import type { GiftCardFound } from '../../app/src/shared/shapes/checkout.ts';
import type { FieldFault } from '../../app/src/shared/shapes/form.ts';
import type { Refusal } from '../gateway/gateway.ts';
import type { Visit } from '../visit.ts';

/** What the checkout form pays with one; nothing of it: nothing is asked of Order. */
export function giftCardIn(form: URLSearchParams): Readonly<{ code: string; amountMinor: number }> | null {
  const code = (form.get('giftCode') ?? '').trim();
  const amountMinor = Math.trunc(Number(form.get('giftMinor') ?? 0)) || 0;
  return code !== '' && amountMinor > 0 ? { code, amountMinor } : null;
}

export type Found =
  | Readonly<{ card: GiftCardFound }>
  | Readonly<{ fault: FieldFault }>
  | Readonly<{ refusal: Refusal }>;

export async function findGiftCard(visit: Visit): Promise<Found> {
  const code = (visit.form.get('giftCode') ?? '').trim();
  if (code === '') return { fault: 'required' };
  const reply = await visit.gateway.call<Omit<GiftCardFound, 'code'>>({
    method: 'POST',
    path: '/api/v1/orders/gift-cards/find',
    body: { code },
  });
  if (reply.ok) {
    const { last4, balanceMinor } = reply.body;
    return balanceMinor > 0 ? { card: { code, last4, balanceMinor } } : { fault: 'gift-empty' };
  }
  const fault = faults[reply.refusal.type];
  return fault ? { fault } : { refusal: reply.refusal };
}

const faults: Readonly<Record<string, FieldFault>> = {
  'malformed-gift-card': 'gift-code',
  'unknown-gift-card': 'gift-unknown',
  'gift-card-refused': 'gift-refused',
};

/** A guest who buys in the shop without looking at it: paid by card, sent to a home in Montréal. */
import { randomUUID } from 'node:crypto';
import { product, run } from './house.ts';

export type GuestOrder = Readonly<{
  orderId: string;
  number: string;
  accessToken: string;
  status: string;
  totalMinor: number;
}>;

async function shop<T>(method: string, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${run.gateway}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function orderOnline(gtin: string, quantity = '1'): Promise<GuestOrder> {
  type Cart = { sessionId: string; version: number; totals: { totalMinor: number } };
  const { id } = await product(gtin);
  const destination = { country: 'CA', region: 'QC', postalCode: 'H2X 1Y4' };
  const { sessionId } = await shop<Cart>('POST', '/cart/items', { productId: id, quantity });
  const cart = await shop<Cart>('PUT', `/cart/${sessionId}/calculate`, {
    destination,
    delivery: { method: 'ship' },
  });
  const order = await shop<Omit<GuestOrder, 'totalMinor'>>('POST', '/orders/checkout', {
    cartSessionId: sessionId,
    cartVersion: cart.version,
    guest: { email: 'siege@example.com', name: 'Ana Tremblay' },
    delivery: {
      method: 'ship',
      address: {
        ...destination,
        recipient: 'Ana Tremblay',
        lines: ['4200, rue Saint-Denis'],
        city: 'Montréal',
      },
    },
    payment: { provider: 'local', paymentMethodToken: 'pm_card_visa' },
    expectedTotal: { amountMinor: cart.totals.totalMinor, currency: 'CAD' },
    language: 'fr',
  });
  return { ...order, totalMinor: cart.totals.totalMinor };
}

/** Products that are told by id or code, in that order; what is no longer sold, or cannot be had just now, is left out. */
import type { ProductView } from '@comptoir/product/api';
import type { GatewayCalls } from '../gateway/gateway.ts';

export async function stillSold(gateway: GatewayCalls, codes: readonly string[]): Promise<ProductView[]> {
  const asked = await Promise.all(
    codes.map((code) => gateway.call<ProductView>({ path: `/api/v1/products/${encodeURIComponent(code)}` })),
  );
  return asked.flatMap((reply) => (reply.ok && !reply.body.archived ? [reply.body] : []));
}

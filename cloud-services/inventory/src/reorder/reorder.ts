/** One call turns a suggestion into goods that come: an approved transfer, or a line of the supplier's draft. */
import { derivedId, problem, type Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import { write } from '../purchasing/purchase-order.ts';
import { sumQuantities } from '../stock.ts';
import { averageCostOf } from '../store/costs.ts';
import { lastSupplierOf, lockDraft } from '../store/purchase-orders.ts';
import { transfer } from '../transfers/transfer.ts';
import type { ReorderRequest, reorderAnswer } from './api.ts';

/** @param key the call's `Idempotency-Key`. @throws Problem 422 where no supplier is named and none brought it before. */
export async function reorder(
  tx: Tx,
  request: ReorderRequest,
  key: string,
  now: Date,
): Promise<z.input<typeof reorderAnswer>> {
  const { from, locationId, productId, quantity } = request;
  if (from === undefined) return { purchaseOrder: await orderFromSupplier(tx, request, key) };
  const transferId = derivedId('reorder', key, locationId, productId);
  const lines = [{ productId, quantity }];
  await transfer(tx, { step: 'request', transferId, from, to: locationId, lines }, now);
  return { transfer: await transfer(tx, { step: 'approve', transferId }, now) };
}

async function orderFromSupplier(tx: Tx, request: ReorderRequest, key: string) {
  const { locationId, productId, quantity } = request;
  const last = await lastSupplierOf(tx, productId);
  const supplierName = request.supplierName ?? last?.supplierName;
  if (supplierName === undefined)
    throw problem(
      422,
      'supplier-unknown',
      'No supplier has brought this product yet',
      'Name one in `supplierName`.',
    );
  const draft = await lockDraft(tx, locationId, supplierName);
  const line = draft?.lines.find((held) => held.productId === productId);
  const ordered = sumQuantities([line?.ordered ?? '0', quantity]);
  const unitCostMinor =
    line?.unitCostMinor ?? last?.unitCostMinor ?? (await averageCostOf(tx, productId)) ?? 0;
  const others = (draft?.lines ?? []).filter((held) => held.productId !== productId);
  return write(tx, draft?.purchaseOrderId ?? derivedId('reorder', key, locationId, supplierName), {
    ...{ locationId, supplierName },
    ...(draft?.expectedOn ? { expectedOn: draft.expectedOn } : {}),
    ...(draft?.note ? { note: draft.note } : {}),
    lines: [...others, { productId, ordered, unitCostMinor }].map((held) => ({
      ...{ productId: held.productId, ordered: held.ordered, unitCostMinor: held.unitCostMinor },
    })),
  });
}

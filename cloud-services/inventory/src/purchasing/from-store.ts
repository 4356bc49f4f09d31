/** Goods that a store received, as its record tells it: they are there, so it is never refused. */
import type { Tx } from '@comptoir/service-kit';
import type { StockReceived } from '@comptoir/service-kit/events/store-stock';
import { movementsOfStore } from '../stock.ts';
import { applyMovements } from '../store/ledger.ts';
import { lockPurchaseOrder } from '../store/purchase-orders.ts';
import { isFirstTold } from '../store/transfers.ts';
import { countIn } from './purchase-order.ts';

export async function storeReceivedGoods(tx: Tx, told: StockReceived): Promise<void> {
  const { purchaseOrderId, storeId, lines } = told;
  const order = isUuid(purchaseOrderId) ? await lockPurchaseOrder(tx, purchaseOrderId) : undefined;
  const costs = new Map(order?.lines.map(({ productId, unitCostMinor }) => [productId, unitCostMinor]));
  // Who receives by scan need not know what it costs: the order says it.
  const movements = movementsOfStore({ ...told, locationId: storeId }, 'receipt').map((movement) => ({
    ...movement,
    unitCostMinor: movement.unitCostMinor ?? costs.get(movement.productId),
  }));
  await applyMovements(tx, movements);
  if (!order || !(await isFirstTold(tx, told.recordId))) return;
  const came = lines.map(({ productId, received, unitCostMinor }) => ({
    ...{ productId, quantity: received },
    unitCostMinor: unitCostMinor ?? costs.get(productId),
  }));
  await countIn(tx, order.purchaseOrderId, came, new Date(told.at));
}

const isUuid = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f-]{36}$/i.test(text);

/** An order to a supplier: written, sent, received in parts, closed. What came brings its cost into the average. */
import { derivedId, notFound, problem, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { DeliveryPurchaseOrder, PurchaseOrderState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { moveAndTell } from '../enter-movements.ts';
import { thousandths } from '../stock.ts';
import { knownLocations } from '../store/names.ts';
import {
  addReceived,
  lockPurchaseOrder,
  setPurchaseOrderState,
  writeDraft,
} from '../store/purchase-orders.ts';
import { isFirstTold } from '../store/transfers.ts';
import { deliveriesFeed } from '../transfers/tell.ts';
import type {
  PurchaseOrder,
  PurchaseOrderRequest,
  PurchaseOrderStep,
  PurchaseOrderStepRequest,
} from './api.ts';

const leadsTo: Readonly<Record<Exclude<PurchaseOrderStep, 'receive'>, PurchaseOrderState>> = {
  send: 'sent',
  close: 'closed',
  cancel: 'cancelled',
};
const allowed: Readonly<Record<PurchaseOrderState, readonly PurchaseOrderStep[]>> = {
  draft: ['send', 'cancel'],
  sent: ['receive', 'close', 'cancel'],
  'received-in-part': ['receive', 'close'],
  closed: [],
  cancelled: [],
};

/** @throws Problem 409 once it was sent, 422 for a location that is not there. */
export async function write(tx: Tx, id: string, request: PurchaseOrderRequest): Promise<PurchaseOrder> {
  if (!(await knownLocations(tx)).some(({ locationId }) => locationId === request.locationId))
    throw problem(
      422,
      'unknown-location',
      'There is no such location',
      `Check \`locationId\`: ${request.locationId}.`,
    );
  const held = await lockPurchaseOrder(tx, id);
  if (held && held.state !== 'draft') throw noSuchStep(held, 'write');
  await writeDraft(tx, id, request);
  return reread(tx, id);
}

/** @throws Problem 404 for an order that is not there, 409 for a step that its state does not allow. */
export async function takeStep(
  tx: Tx,
  id: string,
  request: PurchaseOrderStepRequest,
  now: Date,
): Promise<PurchaseOrder> {
  const held = await lockPurchaseOrder(tx, id);
  if (!held) throw notFound('purchase order');
  if (request.step === 'receive') return receive(tx, held, request, now);
  const state = leadsTo[request.step];
  if (held.state === state) return held;
  if (!allowed[held.state].includes(request.step)) throw noSuchStep(held, request.step);
  return reach(tx, id, state, now);
}

async function receive(
  tx: Tx,
  held: PurchaseOrder,
  { receiptId, received = [] }: PurchaseOrderStepRequest,
  now: Date,
): Promise<PurchaseOrder> {
  if (receiptId === undefined || received.length === 0)
    throw problem(
      422,
      'receipt-incomplete',
      'What came, and with which delivery?',
      'Send receiptId and received.',
    );
  if (!(await isFirstTold(tx, receiptId))) return held;
  if (!allowed[held.state].includes('receive')) throw noSuchStep(held, 'receive');
  const costs = new Map(held.lines.map(({ productId, unitCostMinor }) => [productId, unitCostMinor]));
  const came = received.map((line) => ({
    ...line,
    unitCostMinor: line.unitCostMinor ?? costs.get(line.productId),
  }));
  await moveAndTell(
    tx,
    came.map(({ productId, quantity, unitCostMinor }, index) => ({
      movementId: derivedId('receipt', receiptId, productId, String(index)),
      ...{ productId, quantity, unitCostMinor, locationId: held.locationId },
      reason: 'receipt',
      origin: 'head-office',
      reference: held.purchaseOrderId,
      at: now,
    })),
  );
  return countIn(tx, held.purchaseOrderId, came, now);
}

/** Adds what came; an order of which all has come is closed. */
export async function countIn(
  tx: Tx,
  id: string,
  came: Parameters<typeof addReceived>[2],
  at: Date,
): Promise<PurchaseOrder> {
  await addReceived(tx, id, came);
  const { lines, state } = await reread(tx, id);
  const isWhole = lines.every(({ ordered, received }) => thousandths(received) >= thousandths(ordered));
  // Goods of an order that was called off have come all the same: it is open again until somebody closes it.
  return reach(tx, id, isWhole || state === 'closed' ? 'closed' : 'received-in-part', at);
}

async function reach(tx: Tx, id: string, state: PurchaseOrderState, at: Date): Promise<PurchaseOrder> {
  await setPurchaseOrderState(tx, id, state, at);
  const reached = await reread(tx, id);
  await tellPurchaseOrder(tx, reached);
  return reached;
}

async function tellPurchaseOrder(tx: Tx, order: PurchaseOrder): Promise<void> {
  const { purchaseOrderId, number, supplierName, state, expectedOn, lines, locationId } = order;
  const value: DeliveryPurchaseOrder = {
    ...{ purchaseOrderId, number, supplierName, state },
    ...(expectedOn === null ? {} : { expectedOn }),
    lines: lines.map(({ productId, ordered, received, unitCostMinor }) => ({
      ...{ productId, ordered, received, unitCostMinor },
    })),
  };
  await writeFeedRows(tx, deliveriesFeed, [
    { scope: locationId, key: `purchase-order/${purchaseOrderId}`, value },
  ]);
}

async function reread(tx: Tx, id: string): Promise<PurchaseOrder> {
  const found = await lockPurchaseOrder(tx, id);
  if (!found) throw new Error(`purchase order ${id} was locked and is gone`);
  return found;
}

const noSuchStep = ({ state }: PurchaseOrder, step: string) =>
  problem(
    409,
    'no-such-step',
    `A purchase order that is ${state} cannot take the step “${step}”`,
    'Read its state, and take a step that follows from it.',
    { members: { state } },
  );

/** One record of each kind that this version writes, as its own types have it: a kind that is missing here does not compile. */
import { base64 } from '@comptoir/sync-protocol/bytes';
import type { BodyOf, RecordKind } from '@comptoir/sync-protocol/records/kinds';
import type { Entry, Journal } from '../../store-edge/agent/src/journal/journal.ts';
import { saleOf } from '../../store-edge/agent/test/support/sale.ts';
import { registers } from '../../store-edge/agent/test/support/store.ts';

/** The journal writes the other two by itself, when it begins and when it follows on another. */
type Kind = Exclude<RecordKind, 'journal.opened' | 'recovered'>;
type Bodies = Readonly<{ [K in Kind]: BodyOf<K> }>;

const at = '2026-11-24T15:00:00.000Z';
const [manager, product] = ['u-martin', 'lamp'];

/** The first two are in a journal that is left for another, so that they come as `recovered`. */
export function writeEveryKind(journal: Journal, newId: () => string): void {
  const shiftId = newId();
  const bodies = bodiesIn(shiftId, newId);
  const { 'shift.opened': opened, sale, 'shift.closed': closed, ...others } = bodies;
  const append = (kind: Kind, body: object, more: Partial<Entry> = {}) =>
    journal.transaction(() =>
      journal.append({ kind, body: JSON.stringify(body), register: '1', actor: sale.cashierId, ...more }),
    );
  const numberedFor = registers[0]?.id ?? '';
  const personal = `${base64(new Uint8Array(16).fill(3))} {"name":"Zoé"}`;
  append('shift.opened', opened);
  append('sale', sale, { numberedFor, personal });
  journal.openNew('rolled-back');
  append('sale', saleOf({ shiftId, provisional: 1 }), { numberedFor });
  for (const [kind, body] of Object.entries(others) as [keyof typeof others, object][])
    append(kind, body, kind === 'return' || kind === 'void' ? { numberedFor } : {});
  append('shift.closed', closed);
}

function bodiesIn(shiftId: string, newId: () => string): Bodies {
  const sale = saleOf({ shiftId });
  const { storeId, cashierId } = sale;
  const payment = { attemptId: newId(), saleId: newId() };
  const refund = { attemptId: newId(), saleId: newId() };
  const money = { amountMinor: 2_500, currency: 'CAD', terminal: 'SIM-0001' } as const;
  return {
    'shift.opened': { shiftId, cashierId, currency: 'CAD', floatMinor: 10_000 },
    sale,
    void: { saleId: newId(), cashierId, reason: 'customer left' },
    'drawer.opened': { reason: 'sale', saleId: sale.saleId },
    'payment.intended': { ...payment, ...money },
    'payment.resolved': { ...payment, outcome: 'declined', detail: 'refused by the bank' },
    'refund.intended': { ...refund, ...money, originalAttemptId: null },
    'cash.moved': {
      ...{ movementId: newId(), shiftId, cashierId, direction: 'drop', amountMinor: 5_000, reason: '' },
    },
    ...givenBack(shiftId, sale, newId),
    ...onTheShelf(storeId, newId),
    ...ofOrders(storeId, newId),
    'clock.suspect': { expectedAt: '2026-11-24T15:00:00.000Z', foundAt: '2026-11-26T15:00:00.000Z' },
    'clock.settled': { suspectedAt: '2026-11-26T15:00:00.000Z', how: 'manager' },
    'customer.proposed': {
      ...{ customerId: newId(), storeId, cashierId, cardNumber: 'L000000005553' },
      consents: { marketingEmail: true },
    },
    'setting.changed': { storeId, changedBy: manager, name: 'auto-lock-minutes', value: 5 },
    'shift.closed': {
      ...{ shiftId, cashierId, countedMinor: 10_000, expectedMinor: 10_000, overShortMinor: 0 },
      z: { zNumber: 1, saleCount: 0, totalMinor: 0, taxes: [], tenders: [], perpetualTotalMinor: 0 },
    },
    'period.closed': {
      ...{ storeId, period: 'day', label: '2026-11-24', saleCount: 2, totalMinor: 0 },
      ...{ returnCount: 1, returnTotalMinor: 649, taxes: [], tenders: [] },
      ...{ perpetualTotalMinor: 0, perpetualReturnMinor: 649 },
    },
  };
}

function givenBack(shiftId: string, { storeId, cashierId }: BodyOf<'sale'>, newId: () => string) {
  const [approvalId, returnId, valueId] = [newId(), newId(), newId()];
  const bread = {
    productId: 'bread',
    sku: 'BREAD',
    name: { fr: 'Pain', en: 'Bread' },
    soldBy: 'piece',
  } as const;
  return {
    'access.approved': {
      ...{
        approvalId,
        permission: 'return-without-receipt',
        approvedBy: manager,
        cashierId,
        amountMinor: 649,
      },
    },
    return: {
      ...{ returnId, storeId, shiftId, cashierId, language: 'fr', completedAt: at },
      ...{ currency: 'CAD', reason: 'defective', approval: { approvalId, staffId: manager } },
      lines: [{ ...bread, quantity: '1', amountMinor: 649, condition: 'damaged' }],
      ...{ subtotalMinor: 649, taxes: [], totalMinor: 649, cashRoundingMinor: 1 },
      refunds: [
        { kind: 'cash', amountMinor: 150 },
        { kind: 'store-credit', amountMinor: 500, valueId },
      ],
      stock: [],
    },
    'value.loaded': {
      ...{ loadId: newId(), valueId, last4: 'K7QX', storeId, currency: 'CAD', amountMinor: 2_500 },
      ...{ saleId: newId(), lineId: 'l1' },
    },
    'value.issued': {
      ...{ valueId, storeId, kind: 'store-credit', codeHash: '3'.repeat(64), last4: 'K7QX' },
      ...{ currency: 'CAD', amountMinor: 500, returnId },
    },
  } satisfies Partial<Bodies>;
}

function onTheShelf(storeId: string, newId: () => string) {
  const moved = (quantity: string) => ({ movementId: newId(), productId: product, quantity });
  const [from, to] = ['warehouse', storeId];
  const transfer = { transferId: newId(), storeId, from, to };
  const away = { transferId: newId(), storeId, from: storeId, to: 'warehouse' };
  const zone = { zoneId: 'z', quantity: '2.5', counterId: manager, countedAt: at, decidedBy: manager };
  return {
    'count.committed': {
      ...{
        countId: newId(),
        storeId,
        openedAt: at,
        committedAt: at,
        committedBy: manager,
        part: 1,
        parts: 1,
      },
      lines: [
        {
          ...{ productId: product, countedQuantity: '2.5', expectedQuantity: '3', countedAt: at },
          zones: [zone],
        },
      ],
      stock: [moved('-0.5')],
    },
    'stock.adjusted': {
      ...{ adjustmentId: newId(), storeId, reason: 'adjustment', cause: 'unknown' },
      ...{ movements: [moved('1')], note: 'trouvée derrière' },
    },
    'stock.received': {
      ...{ receiptId: newId(), storeId, purchaseOrderId: newId(), supplierName: 'Luminor' },
      lines: [
        {
          ...{ productId: product, expected: '3', received: '2', unitCostMinor: 450 },
          discrepancyReason: 'short',
        },
      ],
      movements: [{ ...moved('2'), unitCostMinor: 450 }],
    },
    'transfer.requested': { ...transfer, lines: [{ productId: product, quantity: '2' }] },
    'transfer.shipped': {
      ...away,
      lines: [{ productId: product, quantity: '1' }],
      movements: [moved('-1')],
    },
    'transfer.received': {
      ...transfer,
      lines: [{ productId: product, expected: '2', received: '1', reason: 'damaged' }],
      movements: [moved('1')],
    },
  } satisfies Partial<Bodies>;
}

function ofOrders(storeId: string, newId: () => string) {
  const [orderId, back] = [newId(), newId()];
  return {
    'order.prepared': {
      ...{ orderId, number: 'C-1234-5678', storeId },
      lines: [{ productId: product, ordered: '2', prepared: '1' }],
      substitutions: [{ productId: product, substituteId: 'bread', quantity: '1' }],
    },
    'order.handed-over': {
      ...{ orderId, storeId, identity: 'code', by: manager },
      stock: [{ movementId: newId(), productId: product, quantity: '-1' }],
    },
    'order.put-back': { orderId: back, storeId, reason: 'not-collected' },
    'order.returned': {
      ...{ returnId: newId(), orderId, number: 'C-1234-5678', storeId, shiftId: newId(), cashierId: manager },
      ...{ language: 'fr', completedAt: at, currency: 'CAD', reason: 'changed-mind' },
      lines: [
        {
          ...{
            position: 1,
            productId: product,
            sku: 'MUG',
            name: { fr: 'Tasse', en: 'Mug' },
            soldBy: 'piece',
          },
          ...{ quantity: '1', amountMinor: 1_000, condition: 'sellable' },
        },
      ],
      ...{ subtotalMinor: 1_000, totalMinor: 1_050 },
      taxes: [{ code: 'GST', rate: '5', baseMinor: 1_000, amountMinor: 50 }],
      waysBack: [{ kind: 'card', amountMinor: 1_050 }],
      stock: [{ movementId: newId(), productId: product, quantity: '1' }],
    },
  } satisfies Partial<Bodies>;
}

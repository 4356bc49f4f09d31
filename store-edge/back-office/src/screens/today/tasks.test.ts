import { expect, test } from 'vitest';
import { tasksOf } from './tasks.ts';

type Known = Parameters<typeof tasksOf>[0];
const calm: Known = {
  day: {
    businessDate: '2026-11-24',
    ...{ openShifts: [], differences: [], paymentsInDoubt: [] },
    ...{ link: 'online', unsentSales: 0, unsentRecords: 3, printsWaiting: 0, doubleReturns: 0 },
  },
  counts: [],
  devices: { printer: 'ready', scanner: 'absent', paymentTerminal: 'ready', drawer: 'ready' },
  orders: { items: [], calledOff: [], asOf: null },
  deliveries: { transfers: [], purchaseOrders: [], places: [], asOf: null },
  negatives: 0,
  toCount: 0,
};
const names = (changed: Partial<Known>) => tasksOf({ ...calm, ...changed }).map(({ is, to }) => [is, to]);

test('E9: a calm day asks for nothing; records that are on their way are no task', () => {
  expect(names({})).toEqual([]);
});

test('E9 E10 E14: what needs a decision is listed the gravest first, and each opens its task', () => {
  const at = '2026-11-24T12:00:00.000Z';
  const count: Known['counts'][number] = {
    countId: 'c',
    name: 'Allées',
    zones: [],
    openedAt: at,
    openedByName: 'M',
    state: 'open',
    ...{ scope: 'free', isBlind: true, productIds: [] },
    ...{ lineCount: 2, openCount: 1, committedCount: 0 },
  };
  const day: Known['day'] = {
    ...calm.day,
    link: 'offline',
    paymentsInDoubt: [{ register: '1', amountMinor: 1, kind: 'charge', since: at }],
  };
  expect(
    names({
      day,
      counts: [count],
      devices: { ...calm.devices, printer: 'out-of-paper' },
      orders: { ...calm.orders, calledOff: [{ orderId: 'o', number: 'C-1', preparedAt: at }] },
      negatives: 2,
      toCount: 12,
    }),
  ).toEqual([
    ['payments', '/journee'],
    ['counts', '/comptage/c/comparer'],
    ['orders-overdue', '/commandes'],
    ['negatives', '/ecarts'],
    ['cycle', '/comptage?cycle'],
    ['devices', '/appareils'],
    ['unsent', '/serveur'],
  ]);
});

test('E9: an order of a supplier is a task on its day, not before', () => {
  const order = (expectedOn: string | null): Known['deliveries']['purchaseOrders'][number] => ({
    ...{ purchaseOrderId: 'p', number: 'A-1', supplierName: 'Nord', state: 'sent', expectedOn, lines: [] },
  });
  const on = (expectedOn: string | null) =>
    names({ deliveries: { ...calm.deliveries, purchaseOrders: [order(expectedOn)] } });
  expect([on('2026-11-25'), on('2026-11-24')]).toEqual([[], [['receive', '/livraisons']]]);
});

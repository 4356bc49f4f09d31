/** Wires what people do to the shelf and to orders: one write path, and the views that it is decided by. */
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type CollectDeps, handOver, prepareOrder, putBack } from '../orders/collecting.ts';
import { ordersToPrepareOf } from '../orders/orders-to-prepare.ts';
import { WrongCodes } from '../orders/wrong-codes.ts';
import type { Replica } from '../replica/replica.ts';
import type { Shelf } from '../sales/shelf.ts';
import { StockActs } from './acts.ts';
import { alertsOf } from './alerts.ts';
import { deliveriesOf, placesOf, purchaseOrderOf, transferOf } from './deliveries.ts';
import { discrepanciesOf } from './discrepancies.ts';
import { movementsReader } from './movements.ts';
import { adjust, receive } from './receiving.ts';
import type { StoreStock } from './store-stock.ts';
import { receiveTransfer, requestTransfer, shipTransfer, type TransferDeps } from './transfers.ts';

type StockDeskParts = Readonly<{
  db: Sqlite;
  journal: Journal;
  replica: Replica;
  shelf: Shelf;
  stock: StoreStock;
  clock: Clock;
  newId: () => string;
  storeId: string;
}>;
export type StockDesk = ReturnType<typeof openStockDesk>;

/** Fixes the first argument. */
const bind =
  <D, A extends unknown[], R>(work: (deps: D, ...rest: A) => R, deps: D) =>
  (...rest: A): R =>
    work(deps, ...rest);

export function openStockDesk(parts: StockDeskParts) {
  const { db, journal, replica, shelf, stock, clock, newId, storeId } = parts;
  const acts = new StockActs({ db, journal, shelf });
  const views = { acts, replica, stock, shelf, storeId, newId, now: () => clock.now() };
  const transfers: TransferDeps = {
    ...views,
    transferOf: (id) => transferOf(views, id),
    isPlace: (id) => placesOf(views).some(({ locationId }) => locationId === id),
    staffName: (id) => replica.staffMember(id)?.displayName ?? id,
  };
  const collecting: CollectDeps = { ...views, wrongCodes: new WrongCodes(clock) };
  const readMovements = movementsReader(db);
  return {
    acts,
    adjust: bind(adjust, views),
    receive: bind(receive, { ...views, orderOf: (id: string) => purchaseOrderOf(views, id) }),
    requestTransfer: bind(requestTransfer, transfers),
    shipTransfer: bind(shipTransfer, transfers),
    receiveTransfer: bind(receiveTransfer, transfers),
    prepareOrder: bind(prepareOrder, collecting),
    handOver: bind(handOver, collecting),
    putBack: bind(putBack, collecting),
    transferOf: transfers.transferOf,
    deliveries: () => deliveriesOf(views),
    orders: () => ordersToPrepareOf(views),
    alerts: () => alertsOf(views),
    movements: (productId: string) => readMovements(views, productId),
    discrepancies: () => discrepanciesOf({ ...views, deliveries: () => deliveriesOf(views) }),
  };
}

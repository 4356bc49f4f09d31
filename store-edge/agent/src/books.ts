/**
 * All that hangs on one journal: what is sold and taken back, the shifts, the payments, what is printed of it. A store has one set of
 * books; who trains has another, which is thrown away.
 */
import type { PaymentTerminal, ReceiptDocument, ReceiptPrinter } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { PaymentState, PrintState } from './api.ts';
import { SuspendedBaskets } from './baskets/suspended.ts';
import type { Clock } from './clock.ts';
import type { Closings } from './closings/closings.ts';
import { CouponUses } from './coupons/coupon-uses.ts';
import { Customers } from './customers/customers.ts';
import type { Sqlite } from './database/open.ts';
import { Edge, type EdgeParts } from './edge.ts';
import { cataloguePositionOf } from './edge-state.ts';
import { Errands } from './errands/errands.ts';
import type { Journal } from './journal/journal.ts';
import { OrderReturns } from './order-returns/order-returns.ts';
import type { Pairing } from './pairing/pairing.ts';
import { Payments } from './payments/payments.ts';
import { documentSource } from './printing/documents.ts';
import type { SaleRecord } from './printing/receipt.ts';
import { receiptCode } from './printing/receipt-code.ts';
import { saleRecordOf } from './printing/sale-record.ts';
import { Spooler } from './printing/spooler.ts';
import { ReceiptMails } from './receipt-mails/receipt-mails.ts';
import type { Register } from './register.ts';
import type { Replica } from './replica/replica.ts';
import type { AskHeadOffice as FindReceipt } from './returns/find-sale.ts';
import { Returns } from './returns/returns.ts';
import { Sales } from './sales/sales.ts';
import { CashMoves } from './shifts/cash-moves.ts';
import { Shifts } from './shifts/shifts.ts';
import { Approvals } from './staff/approvals.ts';
import type { Staff } from './staff/staff.ts';
import type { Step } from './steps.ts';
import { openStockDesk, type StockDesk } from './stock/stock-desk.ts';
import { StoreStock } from './stock/store-stock.ts';
import type { AskHeadOffice } from './sync-port.ts';
import { Points } from './values/points.ts';
import { Spends } from './values/spends.ts';
import type { StoreCodes } from './values/value-codes.ts';
import { Values } from './values/values.ts';
import { Voids } from './voids/voids.ts';

/** What all books of a store have in common. */
export type StoreParts = Readonly<{
  storeId: string;
  devicesRegister: string;
  clock: Clock;
  newId: () => string;
  replica: Replica;
  store: () => StoreConfiguration | undefined;
  registers: () => readonly Register[];
  staff: Staff;
  pairing: Pairing;
  printer: ReceiptPrinter;
  /** By the edge's device key. */
  sign: (text: string) => string;
  /** Under which customers open the page of a receipt, with a slash at its end. */
  receiptsUrl: string;
  link: EdgeParts['link'];
  freeBytes: EdgeParts['freeBytes'];
  onPayment: (registerId: string, state: PaymentState) => void;
  onPrint: (registerId: string, state: PrintState) => void;
  step: Step;
}>;

type BooksParts = StoreParts &
  Readonly<{
    db: Sqlite;
    journal: Journal;
    journalAlteredAt: EdgeParts['journalAlteredAt'];
    clockSuspect: EdgeParts['clockSuspect'];
    closings: Closings;
    terminal: PaymentTerminal;
    terminalName: string;
    serviceIdFor: (attemptId: string) => string;
    askDelayMs: Readonly<{ first: number; most: number }>;
    compose: (document: ReceiptDocument) => Uint8Array;
    board: EdgeParts['board'];
    /** Of head office's cosignatures. */
    cloudPublicKey: Uint8Array;
    valueCodes: StoreCodes;
    badgeCodes: StoreCodes;
    findReceipt: FindReceipt;
    askHeadOffice: AskHeadOffice;
    onCommit: EdgeParts['onCommit'];
    onZ: EdgeParts['onZ'];
  }>;

export type Books = Readonly<{
  edge: Edge;
  payments: Payments;
  spooler: Spooler;
  stock: StoreStock;
  desk: StockDesk;
  approvals: Approvals;
  values: Values;
  points: Points;
  spends: Spends;
  customers: Customers;
  errands: Errands;
  receiptMails: ReceiptMails;
  voids: Voids;
  clock: Clock;
}>;

export function openBooks(parts: BooksParts): Books {
  const { db, journal, clock, newId, replica, store, registers, storeId, step } = parts;
  const shifts = new Shifts({ db, journal, newId, currency: 'CAD' });
  const payments = new Payments({
    ...{ db, journal, clock, newId, step },
    terminal: parts.terminal,
    serviceIdFor: parts.serviceIdFor,
    terminalName: parts.terminalName,
    servedRegister: parts.devicesRegister,
    registerNumber: (id) => registers().find((register) => register.id === id)?.number ?? '0',
    askDelayMs: parts.askDelayMs,
    onChange: parts.onPayment,
  });
  const { askHeadOffice, cloudPublicKey } = parts;
  const spends = new Spends({ db, clock, replica, storeId, cloudPublicKey, askHeadOffice });
  const points = new Points({ spends, replica });
  const values = new Values({
    ...{ db, journal, clock, newId, replica, storeId, spends, askHeadOffice },
    codes: parts.valueCodes,
  });
  const errands = new Errands({
    ...{ db, clock, askHeadOffice },
    onDone: (errandId, kind, done) => {
      if (kind === 'customer') customers.onDone(errandId, done);
    },
  });
  const voids = new Voids({ db, journal, replica });
  const customers = new Customers({ db, journal, clock, replica, storeId, errands });
  const cataloguePosition = () => cataloguePositionOf(replica);
  const sales = new Sales({
    db,
    journal,
    replica,
    cataloguePosition,
    payments,
    values,
    spends,
    storeId,
    step,
  });
  const approvals = new Approvals({ db, journal, clock, newId, staff: parts.staff });
  const cashMoves = new CashMoves({ db, journal, approvals });
  const returns = new Returns({
    ...{ db, journal, clock, newId, replica, store, payments, approvals, values },
    shelf: sales.shelf,
    askHeadOffice: parts.findReceipt,
  });
  const orderReturns = new OrderReturns({
    ...{ db, journal, clock, newId, storeId, askHeadOffice },
    shelf: sales.shelf,
    inTurn: (work) => returns.inTurn(work),
  });
  const stock = new StoreStock({ db, shelf: sales.shelf, replica });
  const desk = openStockDesk({
    ...{ db, journal, replica, stock, clock, newId, storeId },
    shelf: sales.shelf,
  });
  const codeOf = (sale: SaleRecord) => receiptCode(sale, parts.sign, parts.receiptsUrl);
  const receiptMails = new ReceiptMails({
    ...{ journal, errands, codeOf },
    saleOf: (saleId) => {
      const place = sales.row(saleId);
      const record = place && journal.recordIn(place.ordinal, place.seq);
      return record && saleRecordOf(record);
    },
  });
  const spooler = new Spooler({
    db,
    printer: parts.printer,
    compose: parts.compose,
    documentOf: documentSource({
      journal,
      store,
      staffName: (id) => replica.staffMember(id)?.displayName ?? id,
      saleAt: (saleId) => sales.row(saleId),
      returnAt: (returnId) => returns.place(returnId),
      cashMoveAt: (movementId) => cashMoves.place(movementId),
      register: (registerId) => registers().find(({ id }) => id === registerId),
      valueOf: (valueId) => values.slipOf(valueId),
      transferOf: (transferId) => {
        const transfer = desk.transferOf(transferId);
        return transfer && { transfer, from: storeId };
      },
      codeOf,
      badgeCodes: parts.badgeCodes,
      receiptsUrl: parts.receiptsUrl,
      shiftClosedAt: (shiftId) => shifts.closed(shiftId),
    }),
    onChange: parts.onPrint,
    step,
  });
  const baskets = new SuspendedBaskets({ db, clock });
  const couponUses = new CouponUses({ spends, replica });
  const edge = new Edge({
    ...parts,
    ...{
      sales,
      stock,
      shifts,
      payments,
      values,
      returns,
      orderReturns,
      baskets,
      couponUses,
      cashMoves,
      approvals,
      spooler,
    },
  });
  return {
    ...{ edge, payments, spooler, stock, desk, approvals, values, points, spends, clock },
    ...{ customers, errands, receiptMails, voids },
  };
}

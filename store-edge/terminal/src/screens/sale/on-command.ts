/** The keys of the sale screen. Source: docs, screens, "Keys". */
import type { Command } from '../../keys/commands.ts';
import { isCorrection, lineInHand } from '../../sale/draft.ts';
import { emptyEntry, erased } from '../../sale/entry.ts';
import { correctPayment, keepPayment } from '../../till/correcting.ts';
import { openCoupons } from '../../till/coupons.ts';
import { openCustomer } from '../../till/customers.ts';
import { openBasketDiscount, openOnLine, openSaleSheet } from '../../till/discounting.ts';
import { openPay, payCard, payCash, payCheque, payUsDollars } from '../../till/paying.ts';
import { payWithPoints } from '../../till/points-paying.ts';
import { openReceiptMail } from '../../till/receipt-mails.ts';
import { openReturn } from '../../till/returning.ts';
import {
  askVoidSale,
  changeQuantity,
  endSearch,
  enter,
  moveSelection,
  multiply,
  nextSale,
  search,
  setEntry,
  type,
  voidLine,
} from '../../till/selling.ts';
import { lock, openDrawer } from '../../till/session.ts';
import { store } from '../../till/store.ts';
import { openSuspended, suspend } from '../../till/suspending.ts';
import { openValue } from '../../till/value-paying.ts';

export function onSaleCommand(command: Command): boolean {
  switch (command.do) {
    case 'type':
      type(command.text);
      return true;
    case 'erase':
      setEntry(erased(store.state.entry));
      return true;
    case 'enter':
      enter();
      return true;
    case 'multiply':
      multiply();
      return true;
    case 'up':
    case 'down':
      moveSelection(command.do === 'up' ? -1 : 1);
      return true;
    case 'more':
    case 'less':
      changeQuantity(command.do === 'more' ? 1 : -1);
      return true;
    case 'void-line':
      if (store.state.panel === 'change') void correctPayment();
      else voidLine();
      return true;
    case 'void-sale':
      askVoidSale();
      return true;
    case 'search':
      search();
      return true;
    case 'pay':
      openPay();
      return true;
    case 'cash':
      void payCash();
      return true;
    case 'cheque':
      void payCheque();
      return true;
    case 'sale-sheet':
      openSaleSheet();
      return true;
    case 'value':
      openValue();
      return true;
    case 'us-dollars':
      void payUsDollars();
      return true;
    case 'points':
      void payWithPoints();
      return true;
    case 'card':
      void payCard();
      return true;
    case 'drawer':
      void openDrawer();
      return true;
    case 'discount':
      openOnLine('discount');
      return true;
    case 'customer':
      openCustomer();
      return true;
    case 'coupon':
      openCoupons();
      return true;
    case 'basket-discount':
      openBasketDiscount();
      return true;
    case 'price':
      openOnLine('price');
      return true;
    case 'suspend':
      void suspend();
      return true;
    case 'resume':
      openSuspended();
      return true;
    case 'return':
      void openReturn();
      return true;
    case 'lock':
      void lock();
      return true;
    case 'help':
      store.set({ dialog: { kind: 'help' } });
      return true;
    case 'line-sheet':
      openLine();
      return true;
    case 'price-check':
      store.set({ dialog: { kind: 'price-check' } });
      return true;
    case 'receipts':
      store.set({ dialog: { kind: 'receipts' } });
      return true;
    case 'receipt-mail':
      openReceiptMail();
      return true;
    case 'menu':
      store.set({ dialog: { kind: 'menu' } });
      return true;
    case 'back':
      stepBack();
      return true;
  }
}

export function openLine(): void {
  const line = lineInHand(store.state.draft);
  if (line) store.set({ dialog: { kind: 'line', lineId: line.id } });
}

/** One step back, and never the basket: first what is typed, then the search, then Pay, then the selection. */
export function stepBack(): void {
  const { entry, notice, panel, draft } = store.state;
  if (entry.searching) endSearch();
  else if (entry.text !== '' || entry.quantity !== null) store.set({ entry: emptyEntry });
  else if (notice !== null) store.set({ notice: null });
  else if (panel === 'pay' && isCorrection(draft)) keepPayment();
  else if (panel === 'pay' && draft.attempt === null) store.set({ panel: 'favourites' });
  else if (panel === 'change') nextSale();
  else if (draft.selectedLineId !== null) store.set({ draft: { ...draft, selectedLineId: null } });
}

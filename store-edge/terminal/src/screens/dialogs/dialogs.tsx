import { useTill } from '../../till/store.ts';
import { Guide } from '../guide/guide.tsx';
import { Return } from '../returns/return.tsx';
import { Age } from './age.tsx';
import { CashMove } from './cash-move.tsx';
import { CloseShift } from './close-shift.tsx';
import { Coupons } from './coupons.tsx';
import { Customer } from './customer.tsx';
import { Devices } from './devices.tsx';
import { Discount, Price } from './discount.tsx';
import { FavouriteOrder } from './favourite-order.tsx';
import { HandOver } from './hand-over.tsx';
import { Help } from './help.tsx';
import { LineSheet } from './line-sheet.tsx';
import { Menu } from './menu.tsx';
import { NewCustomer } from './new-customer.tsx';
import { PieceNumber } from './piece-number.tsx';
import { PriceCheck } from './price-check.tsx';
import { ReceiptMail } from './receipt-mail.tsx';
import { Receipts } from './receipts.tsx';
import { SaleSheet } from './sale-sheet.tsx';
import { SettlePayment } from './settle-payment.tsx';
import { States } from './states.tsx';
import { Suspended } from './suspended.tsx';
import { Tip } from './tip.tsx';
import { Value } from './value.tsx';
import { VoidSale } from './void-sale.tsx';

export function Dialogs() {
  const dialog = useTill((state) => state.dialog);
  switch (dialog?.kind) {
    case 'menu':
      return <Menu />;
    case 'states':
      return <States />;
    case 'settle-payment':
      return <SettlePayment />;
    case 'devices':
      return <Devices />;
    case 'help':
      return <Help />;
    case 'void-sale':
      return <VoidSale />;
    case 'close-shift':
      return <CloseShift />;
    case 'suspended':
      return <Suspended />;
    case 'customer':
      return <Customer />;
    case 'new-customer':
      return <NewCustomer />;
    case 'price-check':
      return <PriceCheck />;
    case 'coupon':
      return <Coupons />;
    case 'guide':
      return <Guide />;
    case 'sale':
      return <SaleSheet />;
    case 'cash':
      return <CashMove />;
    case 'value':
      return <Value />;
    case 'return':
      return <Return />;
    case 'receipt-mail':
      return <ReceiptMail saleId={dialog.saleId} language={dialog.language} />;
    case 'receipts':
      return <Receipts />;
    case 'discount':
      return <Discount lineId={dialog.lineId} />;
    case 'price':
      return <Price lineId={dialog.lineId} />;
    case 'favourites':
      return <FavouriteOrder />;
    case 'age':
      return <Age {...dialog} />;
    case 'piece':
      return <PieceNumber {...dialog} />;
    case 'hand-over':
      return <HandOver key={dialog.proof} proof={dialog.proof} />;
    case 'tip':
      return <Tip amountMinor={dialog.amountMinor} />;
    case 'line':
      return <LineSheet lineId={dialog.lineId} />;
    default:
      return null;
  }
}

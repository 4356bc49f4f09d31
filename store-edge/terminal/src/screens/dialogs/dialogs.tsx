import { useTill } from '../../till/store.ts';
import { CloseShift } from './close-shift.tsx';
import { Help } from './help.tsx';
import { LineSheet } from './line-sheet.tsx';
import { Menu } from './menu.tsx';
import { Receipts } from './receipts.tsx';
import { States } from './states.tsx';
import { VoidSale } from './void-sale.tsx';

export function Dialogs() {
  const dialog = useTill((state) => state.dialog);
  switch (dialog?.kind) {
    case 'menu':
      return <Menu />;
    case 'states':
      return <States />;
    case 'help':
      return <Help />;
    case 'void-sale':
      return <VoidSale />;
    case 'close-shift':
      return <CloseShift />;
    case 'receipts':
      return <Receipts />;
    case 'line':
      return <LineSheet lineId={dialog.lineId} />;
    default:
      return null;
  }
}

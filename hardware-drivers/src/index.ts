/** Scanner, receipt printer, drawer and payment terminal: interfaces and drivers. Imports nothing else of ours. */
export type * from './payment/payment-terminal.ts';
export type * from './printer/receipt-printer.ts';
export {
  marked,
  type ReceiptBlock,
  type ReceiptDocument,
  type ReceiptMark,
  type TextStyle,
} from './receipt/document.ts';
export { type PrinterProfile, printerProfiles } from './receipt/profiles.ts';
export type * from './scanner/scanner.ts';

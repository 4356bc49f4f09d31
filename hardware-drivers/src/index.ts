/** Scanner, scale, receipt printer, drawer, payment terminal, customer display, label printer: interfaces and drivers. Imports nothing else of ours. */
export { createLineDisplay, type LineDisplay } from './display/line-display.ts';
export { createReceiptPrinter, type ReceiptPrinterOptions } from './escpos/network-printer.ts';
export {
  createLabelPrinter,
  type LabelOutcome,
  type LabelPrinter,
  type LabelPrinterState,
} from './label/label-printer.ts';
export type { ShelfLabel } from './label/shelf-label.ts';
export { createCaisseApTerminal } from './payment/caisse-ap/terminal.ts';
export type { NexoSecret } from './payment/nexo/sealed-wire.ts';
export { createNexoTerminal, type NexoTerminalOptions, serviceIdFor } from './payment/nexo/terminal.ts';
export type * from './payment/payment-terminal.ts';
export type * from './printer/receipt-printer.ts';
export { composeReceipt } from './receipt/compose.ts';
export {
  marked,
  type ReceiptBlock,
  type ReceiptDocument,
  type ReceiptMark,
  type TextStyle,
} from './receipt/document.ts';
export { type PrinterProfile, printerProfiles } from './receipt/profiles.ts';
export { createHidScale, createTcpHidScale } from './scale/hid-scale-driver.ts';
export type * from './scale/scale.ts';
export { createToledoScale } from './scale/toledo-scale.ts';
export { createHidScanner, createTcpScanner } from './scanner/hid-scanner.ts';
export type * from './scanner/scanner.ts';
export { createSerialScanner } from './scanner/serial-scanner.ts';

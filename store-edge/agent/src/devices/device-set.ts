/** The store's devices, as the rest of the agent asks for them. */
import type {
  LabelPrinter,
  LineDisplay,
  PaymentTerminal,
  ReceiptDocument,
  ReceiptPrinter,
  Scale,
  Scanner,
} from '@comptoir/hardware-drivers';

export type DeviceSet = Readonly<{
  printer: ReceiptPrinter;
  compose: (document: ReceiptDocument) => Uint8Array;
  paymentTerminal: PaymentTerminal;
  paymentTerminalName: string;
  serviceIdFor: (attemptId: string) => string;
  scanner: Scanner;
  /** null: this store has none. */
  scale: Scale | null;
  lineDisplay: LineDisplay | null;
  labelPrinter: LabelPrinter | null;
}>;

import { encode } from '../escpos/encode.ts';
import type { ReceiptDocument } from './document.ts';
import { layOut } from './layout.ts';
import type { PrinterProfile } from './profiles.ts';

/** The bytes of one print job: laid out for the profile's paper, in ESC/POS, starting from a printer in any state. */
export function composeReceipt(document: ReceiptDocument, profile: PrinterProfile): Uint8Array {
  return encode(layOut(document, profile), profile);
}

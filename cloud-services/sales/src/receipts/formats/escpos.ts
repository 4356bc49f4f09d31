/** A receipt as bytes for a receipt printer, by the same encoder as at the tills. */
import type { ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';
import { printerProfiles } from '@comptoir/hardware-drivers/receipt/profiles';

export async function escposOf(document: ReceiptDocument): Promise<Buffer> {
  // When the first one is asked for: few ever are.
  const { composeReceipt } = await import('@comptoir/hardware-drivers/receipt/compose');
  return Buffer.from(composeReceipt(document, printerProfiles['epson-80mm']));
}

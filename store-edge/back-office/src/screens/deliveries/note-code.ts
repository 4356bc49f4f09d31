/** What the codes of a delivery note say: its number as a barcode, or its transfer and sender as a QR code. */
import type { TransferView } from '@comptoir/edge-agent/back-office/api';

/** @returns where it is received; nothing if the code is something else. */
export function transferPath(
  code: string,
  transfers: readonly Pick<TransferView, 'transferId' | 'number'>[],
): string | undefined {
  const [, transferId, from] = /^comptoir:transfer:([0-9a-f-]{36}):(.+)$/i.exec(code) ?? [];
  if (transferId !== undefined && from !== undefined)
    return `/livraisons/transferts/${transferId}?de=${encodeURIComponent(from)}`;
  const known = transfers.find(({ number }) => number === code.toUpperCase());
  return known && `/livraisons/transferts/${known.transferId}`;
}

/** The paper that travels with a transfer: what was sent, to be ticked off, and what the receiver scans. In French, as papers of the house are. */
import type { ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { TransferView } from '../stock/api.ts';
import { localDateTime } from './format.ts';
import { storeHead } from './receipt.ts';
import { words } from './words.ts';

const text = words.fr.deliveryNote;
const comma = (quantity: string): string => quantity.replace('.', ',');

/** @param from the sender's location: a receiver that nobody has told of the transfer yet learns it from the code. */
export function deliveryNoteOf(
  transfer: TransferView,
  from: string,
  store: StoreConfiguration,
): ReceiptDocument {
  const lines = transfer.lines.filter(({ shipped }) => shipped !== null);
  return {
    blocks: [
      ...storeHead(store),
      { type: 'text', text: text.title, bold: true, size: 2, align: 'centre' },
      { type: 'pair', left: transfer.number, right: localDateTime(transfer.changedAt, store.timeZone) },
      { type: 'text', text: `${text.to} : ${transfer.other.name}`, bold: true },
      { type: 'rule' },
      ...lines.map(({ name, sku, productId, shipped }) => ({
        type: 'pair' as const,
        left: `[ ] ${name?.fr ?? productId}${sku === '' ? '' : ` (${sku})`}`,
        right: comma(shipped ?? ''),
      })),
      { type: 'rule' },
      { type: 'pair', left: text.lines, right: String(lines.length) },
      ...(transfer.note === null ? [] : [{ type: 'text', text: transfer.note } as const]),
      { type: 'barcode', symbology: 'code128', data: transfer.number },
      { type: 'qr', data: `comptoir:transfer:${transfer.transferId}:${from}`, caption: text.scan },
      { type: 'text', text: `\n${text.received} : ____________________________` },
      { type: 'cut' },
    ],
  };
}

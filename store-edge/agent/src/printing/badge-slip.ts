/** A badge on paper, to cut out and put in a holder: who it is of, and the code that lets them in. */
import type { ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { words } from './words.ts';

export const badgeSlipOf = (
  { name, code }: Readonly<{ name: string; code: string }>,
  store: StoreConfiguration,
): ReceiptDocument => ({
  blocks: [
    { type: 'text', text: store.name, align: 'centre' },
    { type: 'text', text: name, align: 'centre', bold: true, size: 2 },
    { type: 'qr', data: code, caption: '' },
    { type: 'text', text: words.fr.badgeTerms, align: 'centre' },
    { type: 'text', text: words.en.badgeTerms, align: 'centre' },
    { type: 'cut' },
  ],
});

/** A gift card or a store credit on paper: whoever holds it may spend it. French first, English under it if the customer chose it. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { shownValueCode } from '@comptoir/sync-protocol/ids/value-code';
import type { ValueKind } from '@comptoir/sync-protocol/records/value-body';
import { localDateTime, money } from './format.ts';
import { storeHead } from './receipt.ts';
import { type Language, words } from './words.ts';

type Value = Readonly<{ kind: ValueKind; amount_minor: number; code: string; at: string }>;

export function valueSlipOf(value: Value, store: StoreConfiguration, language: Language): ReceiptDocument {
  const languages: Language[] = language === 'en' ? ['fr', 'en'] : ['fr'];
  const said = (one: Language): ReceiptBlock[] => {
    const text = words[one];
    return [
      { type: 'text', text: text.tenders[value.kind] ?? value.kind, bold: true, size: 2, align: 'centre' },
      { type: 'total', label: text.valueWorth, amount: money(value.amount_minor, store.currency, one) },
      { type: 'text', text: text.valueTerms, align: 'centre' },
    ];
  };
  return {
    blocks: [
      ...storeHead(store),
      ...languages.flatMap(said),
      { type: 'qr', data: value.code, caption: shownValueCode(value.code) },
      { type: 'text', text: localDateTime(value.at, store.timeZone), align: 'centre' },
      { type: 'cut' },
    ],
  };
}

/** A receipt as a mail. Pure. */

import type { ReceiptBlock } from '@comptoir/hardware-drivers/receipt/document';
import type { Letter, LetterRow } from '@comptoir/service-kit/notifications/notifications';
import { documentOf, type Language, type Receipt, type Shop, titleOf } from '../formats/receipt.ts';

const words = {
  fr: {
    thanks: 'Voici le reçu de votre achat.',
    open: 'Voir le reçu',
    kept: 'Votre adresse n’a servi qu’à ce courriel : nous ne la gardons pas.',
  },
  en: {
    thanks: 'Here is the receipt of your purchase.',
    open: 'See the receipt',
    kept: 'Your address was used for this e-mail alone: we do not keep it.',
  },
} as const;

/** The same document as on paper and on the page, so that they never tell two things. */
export function receiptLetter(
  receipt: Receipt,
  shop: Shop | undefined,
  language: Language,
  page: string,
): Letter {
  const title = titleOf(receipt, language);
  const say = words[language];
  return {
    subject: shop ? `${title} · ${shop.name}` : title,
    preview: say.thanks,
    blocks: [
      { kind: 'heading', text: title },
      { kind: 'paragraph', text: say.thanks },
      { kind: 'rows', rows: documentOf(receipt, shop, language).blocks.flatMap(rowOf) },
      { kind: 'button', label: say.open, url: page },
      { kind: 'note', text: say.kept },
    ],
  };
}

function rowOf(block: ReceiptBlock): LetterRow[] {
  switch (block.type) {
    case 'pair':
      return [{ label: block.left.trim(), value: block.right }];
    case 'total':
      return [{ label: block.label, value: block.amount, strong: true }];
    case 'text':
      return [{ label: block.text.trim(), value: '' }];
    default:
      return [];
  }
}

/**
 * What a receipt says, before anyone knows how wide the paper is or which printer it is for. Paper, screen, e-mail and PDF read the
 * same list. Texts are final (already formatted and translated); no-break spaces in them are fine, the layout makes them blanks.
 */
export type ReceiptDocument = Readonly<{ blocks: readonly ReceiptBlock[] }>;

export type TextStyle = Readonly<{
  bold?: boolean;
  underline?: boolean;
  /** 1 normal, 2 double width and height. Default 1. */
  size?: 1 | 2;
}>;

export type ReceiptBlock =
  /** A paragraph: wrapped between words, never cut. */
  | (TextStyle & Readonly<{ type: 'text'; text: string; align?: 'left' | 'centre' | 'right' }>)
  /** Label at the left, amount at the right. A label that is too long wraps; the amount is never cut and stands on the last line. */
  | (TextStyle & Readonly<{ type: 'pair'; left: string; right: string; indent?: number }>)
  /** The largest thing on the receipt: double size, bold, on one line if it fits, else label above amount. */
  | Readonly<{ type: 'total'; label: string; amount: string }>
  | Readonly<{ type: 'rule'; style?: 'single' | 'double' }>
  | Readonly<{ type: 'feed'; lines: number }>
  | Readonly<{ type: 'qr'; data: string; caption?: string }>
  | Readonly<{ type: 'barcode'; symbology: 'ean13' | 'code128'; data: string }>
  /** A word that nobody may miss: DUPLICATA, PROVISOIRE, FACTICE. Framed, bold, double size, in both languages if given. */
  | Readonly<{ type: 'mark'; mark: ReceiptMark; text: string }>
  /** Cuts the paper after feeding the last line past the knife. */
  | Readonly<{ type: 'cut' }>;

/** `duplicate`: this sale was printed before. `provisional`: the edge has not numbered it yet. `training`: no sale at all. */
export type ReceiptMark = 'duplicate' | 'provisional' | 'training';

/** The same receipt with the mark at its head and its foot, as the law asks of a copy. A mark already there is not repeated. */
export function marked(document: ReceiptDocument, mark: ReceiptMark, text: string): ReceiptDocument {
  if (document.blocks.some((block) => block.type === 'mark' && block.mark === mark)) return document;
  const block: ReceiptBlock = { type: 'mark', mark, text };
  const cutAt = document.blocks.findLastIndex((one) => one.type === 'cut');
  const end = cutAt === -1 ? document.blocks.length : cutAt;
  return { blocks: [block, ...document.blocks.slice(0, end), block, ...document.blocks.slice(end)] };
}

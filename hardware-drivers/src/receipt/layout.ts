import type { ReceiptBlock, ReceiptDocument } from './document.ts';
import { printable } from './printable.ts';
import type { PrinterProfile } from './profiles.ts';
import { pair, wrap } from './wrap.ts';

/** What the paper does, one value a step; no printer language yet. A `line` fits its width: columns, or half of them at size 2. */
export type PrintCommand =
  | Readonly<{ type: 'line'; text: string; align: Align; bold: boolean; underline: boolean; size: 1 | 2 }>
  | Readonly<{ type: 'feed'; lines: number }>
  | Readonly<{ type: 'qr'; data: string }>
  | Readonly<{ type: 'barcode'; symbology: 'ean13' | 'code128'; data: string }>
  | Readonly<{ type: 'cut' }>;
export type Align = 'left' | 'centre' | 'right';

/** Fits a receipt to a printer's width and character set. */
export function layOut(document: ReceiptDocument, profile: PrinterProfile): PrintCommand[] {
  return document.blocks.flatMap((block) => layOutBlock(block, profile));
}

function layOutBlock(block: ReceiptBlock, profile: PrinterProfile): PrintCommand[] {
  const { columns } = profile;
  const say = (text: string) => printable(text, profile);
  switch (block.type) {
    case 'text': {
      const width = block.size === 2 ? Math.floor(columns / 2) : columns;
      const paragraphs = block.text.split(/\r?\n/);
      return paragraphs
        .flatMap((text) => wrap(say(text), width))
        .map((text) => line(text, { ...block, align: block.align ?? 'left' }));
    }
    case 'pair': {
      const width = block.size === 2 ? Math.floor(columns / 2) : columns;
      return pair(say(block.left), say(block.right), width, block.indent).map((text) => line(text, block));
    }
    case 'total':
      return total(say(block.label), say(block.amount), columns);
    case 'rule':
      return [line((block.style === 'double' ? '=' : '-').repeat(columns))];
    case 'mark': {
      const frame = line('*'.repeat(columns), { bold: true });
      const words = wrap(say(block.text), Math.floor(columns / 2));
      return [frame, ...words.map((text) => line(text, { bold: true, size: 2, align: 'centre' })), frame];
    }
    case 'qr': {
      const caption = block.caption === undefined ? [] : wrap(say(block.caption), columns);
      return [{ type: 'qr', data: block.data }, ...caption.map((text) => line(text, { align: 'centre' }))];
    }
    case 'feed':
    case 'barcode':
    case 'cut':
      return [block];
  }
}

function total(label: string, amount: string, columns: number): PrintCommand[] {
  const half = Math.floor(columns / 2);
  if (label.length + 1 + amount.length <= half) {
    return pair(label, amount, half).map((text) => line(text, { bold: true, size: 2 }));
  }
  const size = amount.length <= half ? 2 : 1;
  return [
    ...wrap(label, columns).map((text) => line(text, { bold: true })),
    line(amount, { bold: true, size, align: 'right' }),
  ];
}

type Style = Readonly<{ bold?: boolean; underline?: boolean; size?: 1 | 2; align?: Align }>;

function line(text: string, style: Style = {}): PrintCommand {
  const { bold = false, underline = false, size = 1, align = 'left' } = style;
  return { type: 'line', text: text.replaceAll('\u00a0', ' '), align, bold, underline, size };
}

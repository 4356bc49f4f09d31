import { type PaperItem, type Receipt, spanDots } from './paper.ts';

/** The receipt as plain text; words of double width stay words, so such a line looks shorter than it is. */
export function renderText(receipt: Receipt, widthDots: number): string {
  return `${receipt.items.map((item) => textOf(item, widthDots)).join('\n')}\n`;
}

function textOf(item: PaperItem, widthDots: number): string {
  switch (item.kind) {
    case 'line': {
      const text = item.spans.map((span) => span.text).join('');
      const free = widthDots - item.spans.reduce((sum, span) => sum + spanDots(span), 0);
      const before = item.align === 'left' ? 0 : item.align === 'right' ? free : free / 2;
      return (' '.repeat(Math.max(Math.floor(before / 12), 0)) + text).trimEnd();
    }
    case 'feed':
      return '\n'.repeat(Math.max(Math.round(item.heightDots / 30) - 1, 0));
    case 'barcode':
      return `[${item.symbology === 67 ? 'EAN-13' : `barcode ${item.symbology}`} ${item.data}]`;
    case 'qr':
      return `[QR ${item.data}]`;
    case 'raster':
      return `[image ${item.widthBytes * 8} × ${item.heightDots}]`;
    case 'roll-end':
      return '~~~~~~~~';
  }
}

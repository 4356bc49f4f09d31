/** What a shelf's label says. Texts are final: formatted and translated. */
export type ShelfLabel = Readonly<{
  name: string;
  /** `12,99 $`, the largest thing on it. */
  price: string;
  /** `au kg`, `2,60 $ / 100 g`; empty where the price says it all. */
  unitPrice: string;
  sku: string;
  /** Eight, twelve or thirteen digits; null: the SKU stands in bars. */
  gtin: string | null;
}>;

/** Of a label: dots across and down, at 8 dots a millimetre. */
export type LabelStock = Readonly<{ widthDots: number; heightDots: number }>;
/** 58 mm by 32 mm. */
export const shelfLabelStock: LabelStock = { widthDots: 464, heightDots: 256 };

const marginDots = 16;

/**
 * The label in ZPL II, of which the printer makes so many copies. Texts go as UTF-8 (`^CI28`); what ZPL would take for a command is
 * written in hexadecimal (`^FH`). Source: Zebra, ZPL II Programming Guide.
 */
export function shelfLabelZpl(label: ShelfLabel, copies: number, stock = shelfLabelStock): string {
  const width = stock.widthDots - 2 * marginDots;
  const block = (y: number, heightDots: number, lines: number, align: 'L' | 'R', text: string) =>
    `^FO${marginDots},${y}^A0N,${heightDots},${heightDots}^FB${width},${lines},0,${align}^FH^FD${escaped(text)}^FS`;
  return [
    `^XA^CI28^PW${stock.widthDots}^LL${stock.heightDots}^LH0,0`,
    block(12, 28, 2, 'L', label.name),
    block(76, 72, 1, 'R', label.price),
    block(148, 24, 1, 'R', label.unitPrice),
    `^FO${marginDots + 8},${stock.heightDots - 96}^BY2,2,48${barcode(label)}`,
    `^PQ${copies}^XZ`,
  ].join('\n');
}

const barcode = ({ gtin, sku }: ShelfLabel): string => {
  const data = `^FH^FD${escaped(gtin ?? sku)}^FS`;
  if (gtin?.length === 13) return `^BEN,48,Y,N${data}`;
  if (gtin?.length === 12) return `^BUN,48,Y,N,Y${data}`;
  if (gtin?.length === 8) return `^B8N,48,Y,N${data}`;
  return `^BCN,48,Y,N,N${data}`;
};

/** `_` is the sign of `^FH`; `^` and `~` begin commands; a label's name must not be able to speak to the printer. */
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[_^~\\]/g, (char) => `_${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

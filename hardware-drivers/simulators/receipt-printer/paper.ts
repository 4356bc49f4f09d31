/** What is on the paper, between two cuts. */

export type Span = Readonly<{
  text: string;
  bold: boolean;
  underline: boolean;
  invert: boolean;
  width: number;
  height: number;
  font: 'A' | 'B';
}>;

export type PaperItem =
  | Readonly<{ kind: 'line'; align: Align; spans: readonly Span[]; heightDots: number }>
  | Readonly<{ kind: 'feed'; heightDots: number }>
  | Readonly<{
      kind: 'barcode';
      align: Align;
      symbology: number;
      data: string;
      heightDots: number;
      moduleDots: number;
      text: boolean;
    }>
  | Readonly<{ kind: 'qr'; align: Align; data: string; moduleDots: number; level: 'L' | 'M' | 'Q' | 'H' }>
  | Readonly<{ kind: 'raster'; align: Align; widthBytes: number; heightDots: number; data: Uint8Array }>
  /** Here one roll ended and the next began: two pieces of paper. */
  | Readonly<{ kind: 'roll-end' }>;
export type Align = 'left' | 'centre' | 'right';

export type Receipt = {
  readonly number: number;
  readonly startedAt: string;
  items: PaperItem[];
  /** `cut` by the knife; `torn` when the power went in the middle; `open` while it hangs in the printer. */
  end: 'open' | 'cut' | 'torn';
};

export const fontDots = { A: { width: 12, height: 24 }, B: { width: 9, height: 17 } } as const;

export const spanDots = (span: Span): number =>
  [...span.text].length * fontDots[span.font].width * span.width;

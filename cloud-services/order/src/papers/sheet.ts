/** The one place of Order that knows pdfkit: words on a letter page, in pairs and rules. Source: PDF 1.7 standard fonts. */
import type PDFDocument from 'pdfkit';

export const page = { width: 612, height: 792, margin: 54 } as const;
const inner = page.width - 2 * page.margin;

export type Sheet = Readonly<{
  title(text: string): void;
  text(text: string, look?: Readonly<{ bold?: boolean; size?: number }>): void;
  /** A label and a figure on one line, on the next page if this one is full. */
  pair(left: string, right: string, bold?: boolean): void;
  rule(): void;
  gap(): void;
}>;

export async function sheetOf(
  about: Readonly<{ title: string; language: 'fr' | 'en' }>,
  write: (sheet: Sheet) => void,
): Promise<Buffer> {
  // When the first one is asked for: at every start it would cost a fifth of the time.
  const { default: Document } = await import('pdfkit');
  const document = new Document({
    size: [page.width, page.height],
    margin: page.margin,
    lang: about.language === 'fr' ? 'fr-CA' : 'en-CA',
    info: { Title: about.title, Creator: 'Comptoir' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  write(pencil(document));
  document.end();
  return done;
}

function pencil(document: InstanceType<typeof PDFDocument>): Sheet {
  const face = (bold = false, size = 10) =>
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
  return {
    title: (text) => void face(true, 18).text(plain(text)).moveDown(0.5),
    text: (text, { bold, size } = {}) =>
      void face(bold, size).text(plain(text), page.margin, document.y, { width: inner }),
    pair(left, right, bold) {
      face(bold);
      const words = plain(left);
      const height = document.heightOfString(words, { width: inner * 0.75 });
      if (document.y + height > page.height - page.margin) document.addPage();
      const top = document.y;
      document.text(plain(right), page.margin, top, { width: inner, align: 'right' });
      document.text(words, page.margin, top, { width: inner * 0.75 });
      document.y = Math.max(document.y, top + height) + 3;
    },
    rule() {
      const y = document.y + 4;
      document
        .moveTo(page.margin, y)
        .lineTo(page.margin + inner, y)
        .lineWidth(0.5)
        .stroke();
      document.y = y + 8;
    },
    gap: () => void document.moveDown(),
  };
}

/** The built-in fonts know Windows-1252 alone, which lacks some of the spaces that French sets. */
const plain = (text: string) => text.replace(/[\u202f\u2009]/g, '\u00a0').replace(/\u2212/g, '-');

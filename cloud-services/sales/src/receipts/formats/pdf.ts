/** A receipt as a PDF of a till roll's width, as long as it needs to be. */
import type { Layout } from './receipt.ts';

/** 80 mm in points. */
const widthPoints = 227;
const margin = 14;
const lineHeight = 13;
const partGap = 8;

export async function pdfOf({ title, head, parts, foot }: Layout): Promise<Buffer> {
  // When the first one is asked for: at every start it would cost a fifth of the time.
  const { default: PDFDocument } = await import('pdfkit');
  const lineCount = head.length + foot.length + parts.reduce((sum, rows) => sum + rows.length, 0);
  // Texts may take a second line; paper that is too long is better than a second page.
  const height = 2 * margin + (lineCount * 1.6 + 4) * lineHeight + parts.length * partGap;
  const document = new PDFDocument({ size: [widthPoints, height], margin, info: { Title: title } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  const inner = widthPoints - 2 * margin;
  document.fontSize(9);
  for (const line of head) document.text(plain(line), { width: inner, align: 'center' });
  for (const rows of parts) {
    document.y += partGap;
    for (const { left, right, strong } of rows) {
      document.font(strong ? 'Helvetica-Bold' : 'Helvetica');
      const top = document.y;
      if (right !== undefined) document.text(plain(right), margin, top, { width: inner, align: 'right' });
      document.text(plain(left), margin, top, { width: inner * 0.7 });
    }
  }
  document.y += partGap;
  document.font('Helvetica');
  for (const line of foot) document.text(plain(line), margin, document.y, { width: inner, align: 'center' });
  document.end();
  return done;
}

/** The built-in fonts know Windows-1252 alone, which lacks some of the spaces that French sets. */
const plain = (text: string) => text.replace(/[\u202f\u2009]/g, '\u00a0');

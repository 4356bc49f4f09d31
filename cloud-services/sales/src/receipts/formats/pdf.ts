/** A receipt as a PDF of a till roll's width, as long as it needs to be. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';

/** 80 mm in points. */
const widthPoints = 227;
const margin = 14;
const inner = widthPoints - 2 * margin;
const lineHeight = 13;
const ruleHeight = 10;

export async function pdfOf({ blocks }: ReceiptDocument, title: string): Promise<Buffer> {
  // When the first one is asked for: at every start it would cost a fifth of the time.
  const { default: PDFDocument } = await import('pdfkit');
  // Texts may take a second line; paper that is too long is better than a second page.
  const height = 2 * margin + (blocks.length * 1.6 + 4) * lineHeight;
  const document = new PDFDocument({ size: [widthPoints, height], margin, info: { Title: title } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.fontSize(9);
  for (const block of blocks) draw(block);
  document.end();
  return done;

  function draw(block: ReceiptBlock): void {
    if (block.type === 'text')
      write(block.text, block.align === 'centre' ? 'center' : (block.align ?? 'left'), block.bold);
    else if (block.type === 'pair') pair(block.left, block.right, block.bold);
    else if (block.type === 'total') pair(block.label, block.amount, true);
    else if (block.type === 'mark') write(block.text, 'center', true);
    else if (block.type === 'rule') rule();
  }

  function rule(): void {
    const y = document.y + ruleHeight / 2;
    document
      .moveTo(margin, y)
      .lineTo(margin + inner, y)
      .lineWidth(0.5)
      .stroke();
    document.y += ruleHeight;
  }

  function write(text: string, align: 'left' | 'center' | 'right', bold = false): void {
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
    document.text(plain(text), margin, document.y, { width: inner, align });
  }

  function pair(left: string, right: string, bold = false): void {
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica');
    const top = document.y;
    document.text(plain(right), margin, top, { width: inner, align: 'right' });
    document.text(plain(left), margin, top, { width: inner * 0.7 });
  }
}

/** The built-in fonts know Windows-1252 alone, which lacks some of the spaces that French sets. */
const plain = (text: string) => text.replace(/[\u202f\u2009]/g, '\u00a0');

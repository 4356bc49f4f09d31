/** The paper that goes with a transfer: what is in the boxes, from where to where, and the number as a barcode. Letter size. */
import type { KnownLocation } from '../store/names.ts';
import type { Transfer } from './api.ts';

export type Language = 'fr' | 'en';

const words = {
  fr: {
    ...{ title: 'Bon de livraison', from: 'De', to: 'À', made: 'Préparé le', page: 'Page' },
    ...{ sku: 'Référence', name: 'Article', asked: 'Demandé', sent: 'Envoyé', came: 'Reçu', note: 'Note' },
    signed: 'Reçu par (nom, date, signature)',
  },
  en: {
    ...{ title: 'Delivery note', from: 'From', to: 'To', made: 'Prepared on', page: 'Page' },
    ...{ sku: 'Item number', name: 'Item', asked: 'Asked', sent: 'Sent', came: 'Received', note: 'Note' },
    signed: 'Received by (name, date, signature)',
  },
} as const;

const margin = 48;
const widthPoints = 612;
const bottom = 792 - margin - 40;
const moduleWidth = 1.1;
const barHeight = 34;
const rowHeight = 18;
const columns = { sku: margin, name: 140, asked: 380, sent: 440, came: 500 } as const;
const figureWidth = 56;

export async function deliveryNote(
  transfer: Transfer,
  places: readonly KnownLocation[],
  language: Language,
): Promise<Buffer> {
  // When the first one is asked for: at every start it would cost a fifth of the time.
  const [{ default: PDFDocument }, { default: bwip }] = await Promise.all([
    import('pdfkit'),
    import('bwip-js/node'),
  ]);
  const t = words[language];
  const locale = `${language}-CA`;
  const document = new PDFDocument({
    size: 'LETTER',
    margin,
    info: { Title: `${t.title} ${transfer.number}` },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));

  head();
  let y = 214;
  heads();
  for (const line of transfer.lines) row(line);
  foot();
  document.end();
  return done;

  function head(): void {
    document.font('Helvetica-Bold').fontSize(20).text(t.title, margin, margin);
    document.font('Helvetica').fontSize(10);
    const madeOn = new Date(transfer.changedAt).toLocaleDateString(locale, { timeZone: 'America/Toronto' });
    document.text(`${t.made} ${madeOn}`, margin, margin + 26);
    // Widths of bar, space, bar … in modules.
    const [symbol] = bwip.raw('code128', transfer.number, '');
    const widths = symbol && 'sbs' in symbol ? symbol.sbs : [];
    const left = widthPoints - margin - widths.reduce((sum, width) => sum + width, 0) * moduleWidth;
    let x = left;
    for (const [index, width] of widths.entries()) {
      if (index % 2 === 0) document.rect(x, margin, width * moduleWidth, barHeight).fill('black');
      x += width * moduleWidth;
    }
    document.text(transfer.number, left, margin + barHeight + 4, {
      width: widthPoints - margin - left,
      align: 'center',
    });
    place(t.from, transfer.from, margin);
    place(t.to, transfer.to, widthPoints / 2);
    if (transfer.note) document.fontSize(10).text(`${t.note} : ${transfer.note}`, margin, 180);
  }

  function place(label: string, locationId: string, x: number): void {
    const { name = locationId, code = '' } = places.find((known) => known.locationId === locationId) ?? {};
    document.font('Helvetica').fontSize(9).text(label, x, 122);
    document
      .font('Helvetica-Bold')
      .fontSize(13)
      .text(name, x, 136, { width: widthPoints / 2 - margin - 8 });
    document.font('Helvetica').fontSize(9).text(code, x, document.y);
  }

  function heads(): void {
    document.font('Helvetica-Bold').fontSize(9);
    document.text(t.sku, columns.sku, y);
    document.text(t.name, columns.name, y);
    for (const key of ['asked', 'sent', 'came'] as const) figure(t[key], columns[key]);
    rule(y + rowHeight - 5);
    y += rowHeight;
  }

  function row({ sku, name, productId, quantity, shipped }: Transfer['lines'][number]): void {
    if (y > bottom) {
      document.addPage();
      y = margin;
      heads();
    }
    document.font('Helvetica').fontSize(10);
    document.text(sku ?? productId, columns.sku, y, { width: 88, lineBreak: false, ellipsis: true });
    document.text(name?.[language] ?? productId, columns.name, y, {
      width: columns.asked - columns.name - 8,
      height: rowHeight - 4,
      ellipsis: true,
    });
    figure(Number(quantity).toLocaleString(locale), columns.asked);
    if (shipped !== null) figure(Number(shipped).toLocaleString(locale), columns.sent);
    // What came is written by hand.
    document
      .rect(columns.came + 8, y - 3, figureWidth - 8, rowHeight - 4)
      .lineWidth(0.5)
      .stroke();
    y += rowHeight;
  }

  function figure(text: string, x: number): void {
    document.text(text, x, y, { width: figureWidth, align: 'right', lineBreak: false });
  }

  function foot(): void {
    if (y + 60 > bottom) {
      document.addPage();
      y = margin;
    }
    document
      .font('Helvetica')
      .fontSize(9)
      .text(t.signed, margin, y + 24);
    rule(y + 70);
  }

  function rule(at: number): void {
    document
      .moveTo(margin, at)
      .lineTo(widthPoints - margin, at)
      .lineWidth(0.5)
      .stroke();
  }
}

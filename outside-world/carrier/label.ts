/** A label of 4 by 6 inches, as a thermal printer of labels takes it. */
import Document from 'pdfkit';
import { code128 } from './code128.ts';
import type { Parcel } from './parcels.ts';

const inch = 72;
const page = { width: 4 * inch, height: 6 * inch, margin: 14 };
const inner = page.width - 2 * page.margin;

export function labelOf({
  from,
  to,
  service,
  trackingNumber,
  weightGrams,
  isReturn,
  reference,
  note = '',
}: Parcel): Promise<Buffer> {
  const document = new Document({
    size: [page.width, page.height],
    margin: page.margin,
    info: { Title: trackingNumber, Creator: 'Colis Laurentien' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  const text = (words: string, size: number, bold = false) =>
    document
      .font(bold ? 'Helvetica-Bold' : 'Helvetica')
      .fontSize(size)
      .text(words, page.margin, document.y, { width: inner });
  const linesOf = ({ name, lines, city, region, postalCode }: Parcel['from']) =>
    [name, ...lines, `${city} (${region})  ${postalCode}`].join('\n');
  const rule = () => {
    document
      .moveTo(page.margin, document.y + 4)
      .lineTo(page.width - page.margin, document.y + 4)
      .stroke();
    document.y += 12;
  };
  text('COLIS LAURENTIEN', 11, true);
  text(
    `${service.toUpperCase()}${isReturn ? ' · RETOUR' : ''} · ${(weightGrams / 1000).toFixed(2)} kg`,
    16,
    true,
  );
  rule();
  text(`De / From\n${linesOf(from)}`, 8);
  rule();
  text('À / To', 8);
  text(linesOf(to), 15, true);
  rule();
  if (note !== '') text(note, 13, true);
  text(reference, 8);
  bars(document, trackingNumber, page.height - page.margin - 96);
  document.y = page.height - page.margin - 22;
  document.font('Helvetica-Bold').fontSize(12);
  document.text(trackingNumber, page.margin, document.y, { width: inner, align: 'center', lineBreak: false });
  document.end();
  return done;
}

/** As wide as the label allows, with ten modules of white on both sides. */
function bars(document: InstanceType<typeof Document>, text: string, top: number): void {
  const widths = code128(text);
  const module = page.width / (widths.reduce((sum, width) => sum + width, 0) + 20);
  let left = 10 * module;
  widths.forEach((width, at) => {
    if (at % 2 === 0) document.rect(left, top, width * module, 68).fill();
    left += width * module;
  });
}

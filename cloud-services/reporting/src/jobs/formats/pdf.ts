/** The one place that knows pdfkit: a table over landscape pages, headed on each, with fonts of our own inside the file. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Cell, type Column, type Table, TooManyRows, type WriteTable } from '../table.ts';
import { moneyText, numberText, percentText, say } from '../words.ts';

/** Nobody reads more on paper: some 700 pages. */
const rowsMax = 20_000;
const [pageWidth, pageHeight, margin] = [792, 612, 36];
const rowHeight = 17;
const size = 9;
const ink = { text: '#14181f', muted: '#4a5563', line: '#d5dae1', head: '#0b5a8a' };
const share: Readonly<Record<Column['kind'], number>> = {
  text: 2.4,
  date: 1.1,
  integer: 0.9,
  money: 1.4,
  quantity: 1,
  ratio: 1,
};

type Drawing = Readonly<{ document: PDFKit.PDFDocument; table: Table; widths: readonly number[] }>;

/** @param fonts folder of the two faces. */
export const pdfWriter =
  (fonts: URL): WriteTable =>
  async (table, out, onRow) => {
    if (table.rowCount > rowsMax) throw new TooManyRows();
    // When the first one is asked for: at every start it would cost a fifth of the time.
    const { default: pdfkit } = await import('pdfkit');
    const document = new pdfkit({
      size: [pageWidth, pageHeight],
      margin,
      autoFirstPage: false,
      lang: table.language === 'fr' ? 'fr-CA' : 'en-CA',
      info: { Title: table.title, Creator: 'Comptoir' },
    });
    document.registerFont('body', readFileSync(new URL('inter-latin-400-normal.woff', fonts)));
    document.registerFont('strong', readFileSync(new URL('inter-latin-600-normal.woff', fonts)));
    document.pipe(out);
    const shares = table.columns.map(({ kind }) => share[kind]);
    const whole = shares.reduce((sum, one) => sum + one, 0);
    const widths = shares.map((one) => (one / whole) * (pageWidth - 2 * margin));
    const drawing = { document, table, widths };
    let page = 0;
    const place = () => {
      if (page === 0 || document.y + 2 * rowHeight > pageHeight - margin) {
        page += 1;
        startPage(drawing, page);
      }
    };
    place();
    for await (const row of table.rows) {
      place();
      drawRow(drawing, row, 'body');
      if (out.writableNeedDrain) await once(out, 'drain');
      await onRow();
    }
    place();
    if (table.totals) drawRow(drawing, table.totals, 'strong');
    document.end();
  };

function startPage(drawing: Drawing, number: number): void {
  const { document, table } = drawing;
  document.addPage();
  footer(drawing, number);
  document.x = margin;
  document.y = margin;
  if (number === 1) {
    document.font('strong').fontSize(18).fillColor(ink.text).text(table.title);
    document.font('body').fontSize(size).fillColor(ink.muted);
    for (const fact of table.facts) document.text(fact);
    document.moveDown(1);
  }
  const { y } = document;
  document.font('strong').fontSize(size).fillColor(ink.head);
  const headers = table.columns.map(({ header }) => header);
  drawCells(drawing, headers, y);
  endRow(document, y, ink.head);
}

/** Drawn first: text beyond the margin at the foot would begin another page. */
function footer({ document, table }: Drawing, number: number): void {
  const { margins } = document.page;
  const { bottom } = margins;
  margins.bottom = 0;
  document.font('body').fontSize(8).fillColor(ink.muted);
  document.text(`${say(table.language, 'page')}\u00a0${number}`, margin, pageHeight - margin + 8, {
    width: pageWidth - 2 * margin,
    align: 'right',
    lineBreak: false,
  });
  margins.bottom = bottom;
}

function drawRow(drawing: Drawing, row: readonly Cell[], face: 'body' | 'strong'): void {
  const { document, table } = drawing;
  const { y } = document;
  document.font(face).fontSize(size).fillColor(ink.text);
  const texts = table.columns.map((column, index) => cellText(column, row[index] ?? null, table));
  drawCells(drawing, texts, y);
  endRow(document, y, ink.line);
}

function drawCells({ document, table, widths }: Drawing, texts: readonly string[], y: number): void {
  let x = margin;
  for (const [index, { kind }] of table.columns.entries()) {
    const width = widths[index] ?? 0;
    document.text(texts[index] ?? '', x + 3, y + 3, {
      width: width - 6,
      height: rowHeight - 4,
      align: kind === 'text' || kind === 'date' ? 'left' : 'right',
      ellipsis: true,
    });
    x += width;
  }
}

function endRow(document: PDFKit.PDFDocument, y: number, colour: string): void {
  document.x = margin;
  document.y = y + rowHeight;
  document
    .moveTo(margin, document.y - 1)
    .lineTo(pageWidth - margin, document.y - 1)
    .lineWidth(0.5)
    .strokeColor(colour)
    .stroke();
}

function cellText({ kind }: Column, cell: Cell, { language }: Table): string {
  if (cell === null) return kind === 'text' || kind === 'date' ? '' : '—';
  if (typeof cell === 'string' && (kind === 'text' || kind === 'date' || !/^-?\d/.test(cell))) return cell;
  if (kind === 'money') return moneyText(language, Number(cell));
  if (kind === 'ratio') return percentText(language, Number(cell));
  return numberText(language, Number(cell));
}

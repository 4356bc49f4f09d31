/**
 * A workbook of one sheet, written as its rows come: numbers stay numbers, with their format. Texts stand in their cells; a table of
 * shared ones would have to be held until the end. Source: ECMA-376 part 1, section 18.3.
 */
import { type Cell, type Column, TooManyRows, type WriteTable } from '../table.ts';
import { moneyDecimal } from './csv.ts';
import { declared, main, partsBeside, styleOf, xmlText } from './workbook.ts';
import { writeZip } from './zip.ts';

type Kind = Column['kind'];

/** What a sheet holds, less title and totals. Source: Microsoft, Excel specifications and limits. */
const rowsMax = 1_048_576 - 20;
/** Rows are joined up to about so many characters before they are deflated. */
const pieceLength = 65_536;
const dayMs = 86_400_000;
/** Day 0 of spreadsheets. */
const epochMs = Date.UTC(1899, 11, 30);

export const writeXlsx: WriteTable = async (table, out, onRow) => {
  if (table.rowCount > rowsMax) throw new TooManyRows();
  await writeZip(
    [...partsBeside(table.title), { name: 'xl/worksheets/sheet1.xml', text: sheet(table, onRow) }],
    out,
  );
};

async function* sheet(
  { title, facts, columns, rows, totals }: Parameters<WriteTable>[0],
  onRow: Parameters<WriteTable>[2],
): AsyncGenerator<string> {
  const letters = columns.map((_, index) => columnLetters(index));
  let count = 0;
  const row = (cellAt: (letters: string, index: number) => string, cells = letters) => {
    count += 1;
    return `<row r="${count}">${cells.map(cellAt).join('')}</row>`;
  };
  const one = (text: string, isBold = false) =>
    row((at) => textCell(`${at}${count}`, text, 'text', isBold), ['A']);
  const values = (cells: readonly Cell[], isBold = false) =>
    row((at, index) =>
      valueCell(`${at}${count}`, columns[index]?.kind ?? 'text', cells[index] ?? null, isBold),
    );
  const headerRow = facts.length + 3;
  yield `${declared}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>
<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>${columns.map(({ kind }, index) => `<col min="${index + 1}" max="${index + 1}" width="${kind === 'text' ? 32 : 16}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  let piece = one(title, true) + facts.map((fact) => one(fact)).join('');
  // One row stays empty above the headers.
  count += 1;
  piece += row((at, index) => textCell(`${at}${count}`, columns[index]?.header ?? '', 'text', true));
  for await (const cells of rows) {
    piece += values(cells);
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
    await onRow();
  }
  if (totals) piece += values(totals, true);
  yield `${piece}</sheetData><pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

/** Dates and numbers that are none stay the texts they are. */
function valueCell(at: string, kind: Kind, cell: Cell, isBold: boolean): string {
  if (cell === null) return '';
  const text = String(cell);
  const number = numberOf(kind, cell);
  return number === null
    ? textCell(at, text, kind, isBold)
    : `<c r="${at}" s="${styleOf(kind, isBold)}"><v>${number}</v></c>`;
}

function numberOf(kind: Kind, cell: string | number): string | number | null {
  if (kind === 'text') return null;
  if (kind === 'date')
    return /^\d{4}-\d{2}-\d{2}$/.test(String(cell))
      ? (Date.parse(`${cell}T00:00:00Z`) - epochMs) / dayMs
      : null;
  if (typeof cell === 'string' && !/^-?\d+(\.\d+)?$/.test(cell)) return null;
  return kind === 'money' ? moneyDecimal(Number(cell)) : cell;
}

const textCell = (at: string, text: string, kind: Kind, isBold: boolean) =>
  `<c r="${at}" s="${styleOf(kind, isBold)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

/** 0 → A, 25 → Z, 26 → AA. */
const columnLetters = (index: number): string =>
  (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

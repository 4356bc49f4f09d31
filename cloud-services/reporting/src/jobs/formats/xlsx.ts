/** The one place that knows exceljs. Rows are streamed into the file: numbers stay numbers, with their format. */
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type Cell, type Column, TooManyRows, type WriteTable } from '../table.ts';

/** What is used of the library. Its own types are not imported: they declare another `Buffer` for the whole program. */
type Row = { font?: { bold: boolean }; commit(): void };
type Sheet = {
  columns: { key: string; width: number; style: { numFmt?: string } }[];
  addRow(cells: unknown[]): Row;
  commit(): void;
};
type Book = { addWorksheet(name: string, options: object): Sheet; commit(): Promise<void> };
type BookOptions = { stream: Writable; useSharedStrings: boolean; useStyles: boolean };
type Library = { stream: { xlsx: { WorkbookWriter: new (options: BookOptions) => Book } } };

const require = createRequire(import.meta.url);

/** What a sheet holds, less title and totals. Source: Microsoft, Excel specifications and limits. */
const rowsMax = 1_048_576 - 20;
/** The library keeps what the file has not taken yet: it gets a turn to write so often. */
const breathEvery = 500;

const formatOf: Readonly<Record<Column['kind'], string | undefined>> = {
  text: undefined,
  date: 'yyyy-mm-dd',
  integer: '#,##0',
  money: '#,##0.00 "$";-#,##0.00 "$"',
  quantity: '#,##0.####',
  ratio: '0.0%',
};

export const writeXlsx: WriteTable = async (table, out, onRow) => {
  const { title, facts, columns, rowCount, rows, totals } = table;
  if (rowCount > rowsMax) throw new TooManyRows();
  // When the first one is asked for: at every start it would cost a fifth of the time.
  const exceljs: Library = require('exceljs');
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    stream: out,
    useSharedStrings: false,
    useStyles: true,
  });
  const sheet = book.addWorksheet(title.slice(0, 31), {
    views: [{ state: 'frozen', ySplit: facts.length + 3 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = columns.map(({ key, kind }) => ({
    key,
    width: kind === 'text' ? 32 : 16,
    style: formatOf[kind] ? { numFmt: formatOf[kind] } : {},
  }));
  const add = (cells: readonly unknown[], bold = false) => {
    const row = sheet.addRow([...cells]);
    if (bold) row.font = { bold: true };
    row.commit();
  };
  const valuesOf = (row: readonly Cell[]) =>
    columns.map((column, index) => cellValue(column, row[index] ?? null));
  add([title], true);
  for (const fact of facts) add([fact]);
  add([]);
  const headers = columns.map(({ header }) => header);
  add(headers, true);
  let count = 0;
  for await (const row of rows) {
    add(valuesOf(row));
    count += 1;
    if (count % breathEvery === 0) await setImmediate();
    await onRow();
  }
  if (totals) add(valuesOf(totals), true);
  sheet.commit();
  await book.commit();
};

function cellValue({ kind }: Column, cell: Cell): string | number | Date | null {
  if (cell === null) return null;
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(cell))) return new Date(`${cell}T00:00:00Z`);
  if (kind === 'text' || kind === 'date') return String(cell);
  if (typeof cell === 'string' && !/^-?\d+(\.\d+)?$/.test(cell)) return cell;
  return kind === 'money' ? Number(cell) / 100 : Number(cell);
}

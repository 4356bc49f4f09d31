/** Reads an XLSX back as a spreadsheet does. */
import { createRequire } from 'node:module';

type Sheet = { eachRow(call: (row: { values: unknown[] }) => void): void };
type Book = { xlsx: { load(bytes: Buffer): Promise<unknown> }; worksheets: Sheet[] };
const require = createRequire(import.meta.url);
const exceljs: { Workbook: new () => Book } = require('exceljs');

export async function cellsOf(bytes: Buffer): Promise<unknown[][]> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes);
  const rows: unknown[][] = [];
  book.worksheets[0]?.eachRow(({ values }) => rows.push(values.slice(1)));
  return rows;
}

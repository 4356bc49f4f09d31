/**
 * CSV as spreadsheets of the language open it: `;` and a decimal comma in French, `,` and a point in English; UTF-8 with its mark.
 * A text that a spreadsheet would take for a formula is led by an apostrophe. Source: RFC 4180; OWASP, CSV Injection.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Language } from '../../api.ts';
import type { Cell, Column, WriteTable } from '../table.ts';

const byteOrderMark = '\ufeff';
const endOfLine = '\r\n';

export const writeCsv: WriteTable = async (table, out, onRow) => {
  const { columns, language, rows, totals } = table;
  const separator = language === 'fr' ? ';' : ',';
  const line = (cells: readonly string[]) =>
    cells.map((cell) => quoted(cell, separator)).join(separator) + endOfLine;
  const textOf = (row: readonly Cell[]) =>
    line(columns.map((column, index) => cellText(column, row[index] ?? null, language)));
  await write(out, byteOrderMark + line(columns.map(({ header }) => header)));
  for await (const row of rows) {
    await write(out, textOf(row));
    await onRow();
  }
  if (totals) await write(out, textOf(totals));
  out.end();
};

function cellText({ kind }: Column, cell: Cell, language: Language): string {
  if (cell === null) return '';
  if (kind === 'text') return /^[=+\-@\t\r]/.test(String(cell)) ? `'${cell}` : String(cell);
  if (kind === 'date' || kind === 'integer') return String(cell);
  const text = kind === 'money' && typeof cell === 'number' ? moneyDecimal(cell) : String(cell);
  return language === 'fr' ? text.replace('.', ',') : text;
}

/** `-1299` → `-12.99`, without a float between. */
export function moneyDecimal(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const quoted = (text: string, separator: string) =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export async function write(out: Writable, text: string | Uint8Array): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}

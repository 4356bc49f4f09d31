/**
 * A batch turned on its side: what stands at the same place of its records stands together, so that a packer meets alike beside alike.
 * A full batch then takes little more than half of the bytes, and unpacks to the very bytes that were written. Source:
 * docs/sync-protocol.md, Calls, Encodings.
 */
import { utf8 } from '../bytes.ts';
import type { RecordLines } from '../records/envelope.ts';

/** Deeper than any record of ours, and no reader's stack ends before. */
export const columnDepthMax = 32;
const plainName = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** What stands at one place of all records, in their order; and the places below it. */
type Column = Readonly<{ path: string; entries: string[]; below: Map<string, Column> }>;
type Cell = readonly [column: Column, entry: string];

/** The name as `Content-Encoding`, of columns packed with brotli (RFC 7932), and in `encodings` of a session's answer. */
export const columnEncoding = 'comptoir-2';
/** Of fewer records the dictionary of `comptoir-1` makes less. Measured: `scripts/bench wire-bytes`. */
export const columnsFromRecords = 8;

/** The records' number, then each column: its path, its entries, an empty line. */
export const toColumns = (records: readonly RecordLines[]): Uint8Array => {
  const writer = new ColumnWriter();
  for (const record of records) writer.add(record);
  return writer.end();
};

/** For whoever has something else to do between two records. */
export class ColumnWriter {
  readonly #columns: Column[] = [];
  readonly #headers = open(this.#columns, 'h');
  readonly #bodies = open(this.#columns, 'b');
  readonly #personals = open(this.#columns, 'p');

  add({ header, body, personal }: RecordLines): void {
    addLine(this.#columns, this.#headers, header);
    addLine(this.#columns, this.#bodies, body);
    this.#personals.entries.push(`!${personal}`);
  }

  end(): Uint8Array {
    const texts = this.#columns
      .filter(({ entries }) => entries.length > 0)
      .map(({ path, entries }) => `${path}\n${entries.join('\n')}\n\n`);
    return utf8(`${this.#personals.entries.length}\n${texts.join('')}`);
  }
}

function open(columns: Column[], path: string): Column {
  const column = { path, entries: [], below: new Map<string, Column>() };
  columns.push(column);
  return column;
}

/** A line that `JSON.stringify` would write otherwise, or that is too deep or oddly named, is one cell. */
function addLine(columns: Column[], root: Column, line: string): void {
  const value = plainJson(line);
  const cells: Cell[] = [];
  if (value === undefined || !spread(columns, cells, root, value, columnDepthMax))
    root.entries.push(`!${line}`);
  else for (const [column, entry] of cells) column.entries.push(entry);
}

function plainJson(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return JSON.stringify(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

function spread(columns: Column[], cells: Cell[], at: Column, value: unknown, depthLeft: number): boolean {
  if (depthLeft === 0) return false;
  if (typeof value !== 'object' || value === null) {
    cells.push([at, typeof value === 'number' ? String(value) : JSON.stringify(value)]);
    return true;
  }
  if (Array.isArray(value)) {
    cells.push([at, `[${value.length}`]);
    for (const item of value)
      if (!spread(columns, cells, below(columns, at, '[]'), item, depthLeft - 1)) return false;
    return true;
  }
  const names = Object.keys(value);
  cells.push([at, `{${names.join(',')}`]);
  for (const name of names) {
    const member: unknown = value[name as keyof typeof value];
    const column = at.below.get(name) ?? (plainName.test(name) ? below(columns, at, name) : undefined);
    if (!column || !spread(columns, cells, column, member, depthLeft - 1)) return false;
  }
  return true;
}

/** @param step a member's name, or `[]` for the items of an array. */
function below(columns: Column[], at: Column, step: string): Column {
  const known = at.below.get(step);
  if (known) return known;
  const column = open(columns, step === '[]' ? `${at.path}[]` : `${at.path}.${step}`);
  at.below.set(step, column);
  return column;
}

/** Columns back to the records that they were made of. Source: docs/sync-protocol.md, Calls, Encodings. */
import { utf8Text } from '../bytes.ts';
import type { RecordLines } from '../records/envelope.ts';
import type { BadFrame, DecodedRecords } from '../records/frame.ts';
import { columnDepthMax } from './columns.ts';

type Member = Readonly<{ name: string; column: Column }>;
type Column = {
  readonly path: string;
  readonly entries: readonly string[];
  /** How many of them were read. */
  read: number;
  /** An object's names as they stand in an entry, and where its members are. */
  readonly shapes: Map<string, readonly Member[]>;
  items?: Column;
};

/** Total: any bytes give records or say what is wrong. What comes out is at most twice what went in. */
export function fromColumns(bytes: Uint8Array): DecodedRecords {
  const text = utf8Text(bytes);
  if (text === null) return badFrame('the batch is not UTF-8');
  const count = /^\d{1,6}(?=\n)/.exec(text)?.[0];
  if (count === undefined) return badFrame('the batch does not say how many records it holds');
  const columns = columnsIn(text.slice(count.length + 1));
  if (!columns) return badFrame('a column is torn');
  const reader = new ColumnReader(columns);
  const records: RecordLines[] = [];
  for (let at = 0; at < Number(count); at += 1) {
    const [header, body, personal] = [reader.line('h'), reader.line('b'), reader.line('p')];
    if (reader.fault !== null) return badFrame(reader.fault);
    if (header === '' || body === '') return badFrame(`record ${at + 1} has no header or no body`);
    records.push({ header, body, personal });
  }
  const more = [...columns.values()].find(({ entries, read }) => read < entries.length);
  return more ? badFrame(`column ${more.path} holds more than the records`) : { ok: true, records };
}

/** @returns null when the last column has no end, or one path is there twice or empty. */
function columnsIn(text: string): Map<string, Column> | null {
  const columns = new Map<string, Column>();
  if (text === '') return columns;
  if (!text.endsWith('\n\n')) return null;
  for (const column of text.slice(0, -2).split('\n\n')) {
    const [path = '', ...entries] = column.split('\n');
    if (path === '' || entries.length === 0 || columns.has(path)) return null;
    columns.set(path, { path, entries, read: 0, shapes: new Map() });
  }
  return columns;
}

class ColumnReader {
  /** The first thing that was wrong. */
  fault: string | null = null;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor(columns: ReadonlyMap<string, Column>) {
    this.#columns = columns;
  }

  line(root: string): string {
    const column = this.#column(root);
    const entry = column.entries[column.read];
    if (!entry?.startsWith('!')) return this.#value(column, columnDepthMax);
    column.read += 1;
    return entry.slice(1);
  }

  #value(column: Column, depthLeft: number): string {
    const entry = column.entries[column.read];
    if (entry === undefined) return this.#fail(`column ${column.path} ends too early`);
    if (depthLeft === 0) return this.#fail(`column ${column.path} is too deep`);
    column.read += 1;
    if (entry.startsWith('{')) return this.#object(column, entry, depthLeft);
    return entry.startsWith('[') ? this.#array(column, entry, depthLeft) : entry;
  }

  #object(column: Column, entry: string, depthLeft: number): string {
    let text = '{';
    for (const { name, column: member } of this.#membersOf(column, entry)) {
      if (this.fault !== null) break;
      if (text !== '{') text += ',';
      text += `"${name}":${this.#value(member, depthLeft - 1)}`;
    }
    return `${text}}`;
  }

  #membersOf(column: Column, entry: string): readonly Member[] {
    const known = column.shapes.get(entry);
    if (known) return known;
    const names = entry === '{' ? [] : entry.slice(1).split(',');
    const members = names.map((name) => ({ name, column: this.#column(`${column.path}.${name}`) }));
    column.shapes.set(entry, members);
    return members;
  }

  #array(column: Column, entry: string, depthLeft: number): string {
    column.items ??= this.#column(`${column.path}[]`);
    const length = /^\[\d{1,7}$/.test(entry) ? Number(entry.slice(1)) : Number.NaN;
    if (!(length <= column.items.entries.length)) return this.#fail(`column ${column.path} says ${entry}`);
    let text = '[';
    for (let at = 0; at < length && this.fault === null; at += 1)
      text += `${at === 0 ? '' : ','}${this.#value(column.items, depthLeft - 1)}`;
    return `${text}]`;
  }

  #column(path: string): Column {
    return this.#columns.get(path) ?? { path, entries: [], read: 0, shapes: new Map() };
  }

  #fail(why: string): string {
    this.fault ??= why;
    return '';
  }
}

const badFrame = (detail: string): BadFrame => ({ ok: false, type: 'bad-frame', detail });

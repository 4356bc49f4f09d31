/** A report as a stream of rows, whatever its format. Rows come one by one: a file of a million lines is never held whole. */
import type { Writable } from 'node:stream';
import type { Behind, Language } from '../api.ts';

export type Cell = string | number | null;

export type Column = Readonly<{
  key: string;
  header: string;
  /** `money`: minor units; `quantity` and `ratio`: decimal texts; `date`: `YYYY-MM-DD`. */
  kind: 'text' | 'money' | 'integer' | 'quantity' | 'ratio' | 'date';
}>;

export type Table = Readonly<{
  title: string;
  /** What was asked: period, store, channel, hour. */
  facts: readonly string[];
  language: Language;
  columns: readonly Column[];
  rowCount: number;
  rows: AsyncIterable<readonly Cell[]>;
  totals: readonly Cell[] | null;
  /** Of each row, where that can be asked; complete once the rows were read. */
  behind?: readonly (Behind | null)[];
}>;

/** More rows than a format takes: told to who asked. */
export class TooManyRows extends Error {}

export type WriteTable = (
  table: Table,
  out: Writable,
  /** Called for each row. */
  onRow: () => Promise<void> | void,
) => Promise<void>;

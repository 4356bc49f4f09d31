/** NDJSON to raw rows; a row is numbered by its line, from 1. Empty lines are passed over. */
import { type Fault, fault } from './faults.ts';
import type { RawRow } from './row.ts';
import { linesOf } from './text.ts';

export type ReadRow = Readonly<{ row: number; raw: RawRow } | { row: number; fault: Fault }>;

export async function* readNdjson(texts: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  let row = 0;
  for await (const line of linesOf(texts)) {
    row += 1;
    if (line === undefined) yield { row, fault: fault('', '', 'row-too-long') };
    else if (line.trim() !== '') yield { row, ...readLine(line) };
  }
}

function readLine(line: string): { raw: RawRow } | { fault: Fault } {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { raw: value as RawRow };
  } catch {
    // Reported below, like any other value that is no object.
  }
  return { fault: fault('', line, 'bad-json') };
}

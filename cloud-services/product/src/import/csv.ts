/**
 * CSV as spreadsheets write it: comma, semicolon or tab (told by the heading), byte order mark, quoted fields, headings
 * in French or English. A row is numbered as the spreadsheet shows it: the heading is 1.
 */
import { pipeline, Readable } from 'node:stream';
import { problem } from '@comptoir/service-kit/http/problem';
import { parse } from 'csv-parse';
import type { ImportColumns } from '../api.ts';
import { armed } from './cells.ts';
import { fault } from './faults.ts';
import { type Column, columnOf, headingOf, isPassedOver } from './headings.ts';
import type { ReadRow } from './ndjson.ts';
import { lineLengthMax } from './text.ts';

/**
 * @param columns what the columns are, in their order, by one of the headings that are known; an empty one is passed
 *   over. Absent: the file's own first line says it.
 * @throws Problem 400 when a heading names a column that there is not, or one comes twice.
 */
export async function* readCsv(
  texts: AsyncIterable<string>,
  columns?: readonly string[],
): AsyncGenerator<ReadRow> {
  let row = 0;
  let headings: (Column | undefined)[] | undefined;
  try {
    for await (const record of recordsOf(texts)) {
      row += 1;
      if (!headings) headings = readHeadings(columns ?? record);
      else yield { row, raw: rawOf(headings, record) };
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_'))
      throw error;
    yield { row: row + 1, fault: fault('', '', 'bad-csv', error.message.slice(0, 200)) };
  }
}

const samplesMax = 3;

/** What the beginning of a file shows: its columns, what each is taken for, and what its first rows say there. */
export async function readColumns(texts: AsyncIterable<string>): Promise<ImportColumns['items']> {
  const records: string[][] = [];
  for await (const record of recordsOf(texts)) if (records.push(record) > samplesMax) break;
  const [headings = [], ...rows] = records;
  const taken = new Set<string>();
  return headings.map((heading, at) => {
    const column = columnOf(heading);
    const code = column && headingOf(column, 'en');
    const isFirst = code !== undefined && !taken.has(code);
    if (isFirst) taken.add(code);
    const samples = rows.map((row) => (row[at] ?? '').slice(0, 80)).filter((sample) => sample !== '');
    return { heading, column: isFirst ? code : null, samples };
  });
}

async function* recordsOf(texts: AsyncIterable<string>): AsyncGenerator<string[]> {
  const { first, all } = await peekLine(texts);
  const parser = parse({
    delimiter: delimiterOf(first),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: lineLengthMax,
  });
  // Hands the file's own faults to whoever reads records; without it they would end the process.
  pipeline(Readable.from(all), parser, () => undefined);
  yield* parser as AsyncIterable<string[]>;
}

async function peekLine(
  texts: AsyncIterable<string>,
): Promise<{ first: string; all: AsyncIterable<string> }> {
  const iterator = texts[Symbol.asyncIterator]();
  let head = '';
  while (!head.includes('\n') && head.length < lineLengthMax) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  return {
    first: head.split('\n', 1)[0] ?? '',
    all: (async function* () {
      if (head !== '') yield head;
      yield* rest;
    })(),
  };
}

/** The mark that the heading uses most; headings themselves hold none. */
function delimiterOf(heading: string): string {
  const count = (mark: string) => heading.split(mark).length;
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function readHeadings(headings: readonly string[]): (Column | undefined)[] {
  const read = headings.map(columnOf);
  const unknown = headings.filter((heading, at) => !isPassedOver(heading) && read[at] === undefined);
  if (unknown.length > 0)
    throw problem(
      400,
      'unknown-column',
      'The file has columns that there are not',
      `Remove or rename: ${unknown.join(', ')}.`,
      { members: { columns: unknown } },
    );
  const codes = read.map((column) => column && headingOf(column, 'en'));
  const repeated = headings.filter((_, at) => codes[at] !== undefined && codes.indexOf(codes[at]) !== at);
  if (repeated.length > 0)
    throw problem(
      400,
      'repeated-column',
      'Two columns of the file say the same thing',
      `Keep one, or leave out: ${repeated.join(', ')}.`,
      { members: { columns: repeated } },
    );
  return read;
}

function rawOf(
  headings: readonly (Column | undefined)[],
  record: readonly string[],
): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  headings.forEach((column, at) => {
    const value = armed(record[at] ?? '');
    if (!column || value === '') return;
    const { field, attribute, part } = column;
    raw[field] =
      attribute === undefined
        ? inPart(raw[field], part, value)
        : { ...asObject(raw[field]), [attribute]: inPart(asObject(raw[field])[attribute], part, value) };
  });
  return raw;
}

const asObject = (told: unknown): Record<string, unknown> =>
  typeof told === 'object' && told !== null ? { ...told } : {};

/** A text without a language stands for whichever has none of its own. */
function inPart(told: unknown, part: 'fr' | 'en' | undefined, value: string): unknown {
  if (part === undefined) return told === undefined ? value : { fr: value, en: value, ...asObject(told) };
  return typeof told === 'string'
    ? { fr: told, en: told, [part]: value }
    : { ...asObject(told), [part]: value };
}

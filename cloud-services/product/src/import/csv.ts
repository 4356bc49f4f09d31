/**
 * CSV as spreadsheets write it: comma, semicolon or tab (told by the heading), byte order mark, quoted fields, headings
 * in French or English. A row is numbered as the spreadsheet shows it: the heading is 1.
 */
import { Readable } from 'node:stream';
import { problem } from '@comptoir/service-kit/http/problem';
import { parse } from 'csv-parse';
import { attributeCode } from '../attributes.ts';
import { plainWords } from '../words.ts';
import { fault } from './faults.ts';
import type { ReadRow } from './ndjson.ts';
import { lineLengthMax } from './text.ts';

type Column = Readonly<{ field: string; part?: 'fr' | 'en'; attribute?: string }>;

const columns: Readonly<Record<string, Column>> = Object.fromEntries(
  (
    [
      [{ field: 'id' }, 'id'],
      [{ field: 'sku' }, 'sku ugs'],
      [{ field: 'gtin' }, 'gtin gtins barcode upc ean code_barres code_barre'],
      [{ field: 'name' }, 'name nom'],
      [{ field: 'name', part: 'fr' }, 'name_fr nom_fr nom_francais french_name'],
      [{ field: 'name', part: 'en' }, 'name_en nom_en nom_anglais english_name'],
      [{ field: 'category' }, 'category categorie'],
      [{ field: 'taxCategory' }, 'tax_category taxcategory categorie_de_taxe taxe'],
      [{ field: 'soldBy' }, 'sold_by soldby vendu_par vendu_au'],
      [{ field: 'price' }, 'price prix'],
      [{ field: 'family' }, 'family est_famille'],
      [{ field: 'familySku' }, 'family_sku familysku famille ugs_famille'],
      [{ field: 'variantName' }, 'variant variante'],
      [{ field: 'variantName', part: 'fr' }, 'variant_fr variante_fr'],
      [{ field: 'variantName', part: 'en' }, 'variant_en variante_en'],
      [{ field: 'imageUrl' }, 'image image_url imageurl'],
      [{ field: 'rank' }, 'rank rang'],
      [{ field: 'favourite' }, 'favourite favorite favori'],
    ] as const
  ).flatMap(([column, headings]) => headings.split(' ').map((heading) => [heading, column])),
);

/** `attribut_couleur`, `attribute_colour_en`: as many columns as a file wants. */
function attributeColumn(heading: string): Column | undefined {
  const [, code, part] = /^attribute?_(.+?)(?:_(fr|en))?$/.exec(heading) ?? [];
  if (code === undefined || !attributeCode.test(code)) return undefined;
  return { field: 'attributes', attribute: code, ...(part === 'fr' || part === 'en' ? { part } : {}) };
}

/** @throws Problem 400 when the heading names a column that there is not. */
export async function* readCsv(texts: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  const { first, all } = await peekLine(texts);
  const parser = Readable.from(all).pipe(
    parse({
      delimiter: delimiterOf(first),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: lineLengthMax,
    }),
  );
  let row = 0;
  let headings: (Column | undefined)[] | undefined;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (!headings) headings = readHeadings(record);
      else yield { row, raw: rawOf(headings, record) };
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_'))
      throw error;
    yield { row: row + 1, fault: fault('', '', 'bad-csv', error.message.slice(0, 200)) };
  }
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

function readHeadings(record: readonly string[]): (Column | undefined)[] {
  const read = record.map((heading) => {
    const name = plainWords(heading).join('_');
    return columns[name] ?? attributeColumn(name);
  });
  const unknown = record.filter((heading, at) => heading !== '' && read[at] === undefined);
  if (unknown.length > 0)
    throw problem(
      400,
      'unknown-column',
      'The file has columns that there are not',
      `Remove or rename: ${unknown.join(', ')}.`,
      {
        members: { columns: unknown },
      },
    );
  return read;
}

function rawOf(
  headings: readonly (Column | undefined)[],
  record: readonly string[],
): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  headings.forEach((column, at) => {
    const value = record[at];
    if (!column || value === undefined || value === '') return;
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
const inPart = (told: unknown, part: 'fr' | 'en' | undefined, value: string) =>
  part === undefined ? value : { ...asObject(told), [part]: value };

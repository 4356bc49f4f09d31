/** The report of an import: counts, and each bad row with its reason, in the reader's language. */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { LessThan } from 'typeorm';
import { z } from 'zod';
import type { BadRow, ImportReport } from '../api.ts';
import { type ImportRow, importEntity } from '../store/entities.ts';
import { reasonOf } from './faults.ts';

/** The JSON report lists so many faults; the CSV lists them all. */
export const listedMax = 1_000;

export async function readReport(
  database: Database,
  id: string,
  language: 'fr' | 'en',
): Promise<ImportReport | undefined> {
  const row = await database.dataSource.getRepository(importEntity).findOneBy({ id });
  if (!row) return undefined;
  const badRows = await readBadRows(database, id, language, 0, listedMax + 1);
  return { ...countsOf(row), badRows: badRows.slice(0, listedMax), badRowsCut: badRows.length > listedMax };
}

const countsOf = ({ startedAt, finishedAt, ...rest }: ImportRow) => ({
  ...rest,
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/** Ids are UUIDv7: their order is that of the imports. */
export async function listImports(
  database: Database,
  { limit, cursor }: Readonly<{ limit: number; cursor?: string | undefined }>,
) {
  const before = decodeCursor(z.string(), cursor);
  const rows = await database.dataSource.getRepository(importEntity).find({
    ...(before === undefined ? {} : { where: { id: LessThan(before) } }),
    order: { id: 'DESC' },
    take: limit + 1,
  });
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id);
  return { items: items.map(countsOf), nextCursor };
}

async function readBadRows(
  database: Database,
  id: string,
  language: 'fr' | 'en',
  from: number,
  limit: number,
): Promise<BadRow[]> {
  const rows = await database.query<{
    row: number;
    field: string;
    value: string;
    code: string;
    detail: string;
  }>(
    'select row, field, value, code, detail from import_bad_row where import_id = $1 order by row, field offset $2 limit $3',
    [id, from, limit],
  );
  return rows.map(({ detail, ...row }) => ({ ...row, reason: reasonOf(row.code, detail, language) }));
}

const csvPageRows = 5_000;
const headings = { fr: 'ligne;champ;valeur;code;raison', en: 'row,field,value,code,reason' };
const marks = { fr: ';', en: ',' };

/** Semicolons in French, commas in English: what a spreadsheet of that language opens by itself. A byte order mark leads. */
export async function* reportCsv(
  database: Database,
  id: string,
  language: 'fr' | 'en',
): AsyncGenerator<string> {
  yield `\ufeff${headings[language]}\r\n`;
  for (let from = 0; ; from += csvPageRows) {
    const rows = await readBadRows(database, id, language, from, csvPageRows);
    if (rows.length > 0) yield rows.map((row) => csvLine(row, marks[language])).join('');
    if (rows.length < csvPageRows) return;
  }
}

const csvLine = ({ row, field, value, code, reason }: BadRow, mark: string) =>
  `${[String(row), field, value, code, reason].map((cell) => quoted(cell, mark)).join(mark)}\r\n`;

/** A cell that a spreadsheet would run as a formula is disarmed by an apostrophe. Source: OWASP, CSV injection. */
function quoted(cell: string, mark: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(safe) || safe.includes(mark) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The report of an import: counts, and each bad row with its reason, in the reader's language. */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import type { BadRow, ImportReport } from '../api.ts';
import { type ImportRow, importEntity } from '../store/entities.ts';
import { byteOrderMark, csvLine, type Language } from './cells.ts';
import { reasonOf } from './faults.ts';

/** The JSON report lists so many faults; the CSV lists them all. */
export const listedMax = 1_000;

export async function readReport(
  database: Database,
  id: string,
  language: Language,
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

/** Newest first; whoever sends the file may have chosen its id, so ids do not tell. */
export async function listImports(
  database: Database,
  { limit, cursor }: Readonly<{ limit: number; cursor?: string | undefined }>,
) {
  const before = decodeCursor(z.uuid(), cursor);
  const imports = database.dataSource.getRepository(importEntity).createQueryBuilder('import');
  if (before !== undefined)
    imports.where(
      '(import.started_at, import.id) < (select b.started_at, b.id from import b where b.id = :before)',
      {
        before,
      },
    );
  const rows = await imports
    .orderBy('import.started_at', 'DESC')
    .addOrderBy('import.id', 'DESC')
    .limit(limit + 1)
    .getMany();
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id);
  return { items: items.map(countsOf), nextCursor };
}

async function readBadRows(
  database: Database,
  id: string,
  language: Language,
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
const headings = {
  fr: ['ligne', 'champ', 'valeur', 'code', 'raison'],
  en: ['row', 'field', 'value', 'code', 'reason'],
};

export async function* reportCsv(database: Database, id: string, language: Language): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(headings[language], language);
  for (let from = 0; ; from += csvPageRows) {
    const rows = await readBadRows(database, id, language, from, csvPageRows);
    const lines = rows.map(({ row, field, value, code, reason }) => [
      String(row),
      field,
      value,
      code,
      reason,
    ]);
    if (rows.length > 0) yield lines.map((cells) => csvLine(cells, language)).join('');
    if (rows.length < csvPageRows) return;
  }
}

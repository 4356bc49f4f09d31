/** The bad rows of an import as a file that is mended and sent again: each as it was, with what is wrong in its last column. */
import type { Database } from '@comptoir/service-kit/db/database';
import { byteOrderMark, cellOf, columnsOf, csvLine, type Language } from './cells.ts';
import { reasonOf } from './faults.ts';
import { type Column, headingOf, inColumnOrder } from './headings.ts';
import type { RawRow } from './row.ts';

type BadLine = { row: number; raw: string; faults: { field: string; code: string; detail: string }[] };

const pageRows = 2_000;
const reason = { fr: 'raison', en: 'reason' };

/** Lines that could not be read as a row at all are only in the report. */
export async function* toFixCsv(database: Database, id: string, language: Language): AsyncGenerator<string> {
  const columns = new Map<string, Column>();
  for await (const { raw } of badLines(database, id))
    for (const column of columnsOf(rowOf(raw))) columns.set(headingOf(column, 'en'), column);
  const ordered = inColumnOrder([...columns.values()]);
  const headings = ordered.map((column) => headingOf(column, language));
  yield byteOrderMark + csvLine([...headings, reason[language]], language);
  for await (const { raw, faults } of badLines(database, id)) {
    const cells = ordered.map((column) => cellOf(rowOf(raw), column, language));
    const reasons = faults.map(({ code, detail }) => reasonOf(code, detail, language));
    yield csvLine([...cells, reasons.join(' ')], language);
  }
}

const rowOf = (raw: string): RawRow => JSON.parse(raw);

async function* badLines(database: Database, id: string): AsyncGenerator<BadLine> {
  for (let after = 0; ; ) {
    const page = await database.query<BadLine>(
      `select row, raw, (select json_agg(json_build_object('field', field, 'code', code, 'detail', detail) order by field)
         from import_bad_row b where b.import_id = l.import_id and b.row = l.row) as faults
       from import_bad_line l where import_id = $1 and row > $2 order by row limit ${pageRows}`,
      [id, after],
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageRows) return;
    after = last.row;
  }
}

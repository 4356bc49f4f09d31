/** Rows as COPY takes them. Pure. Source: PostgreSQL 18 manual, COPY, "Text Format". */

/** @property columns in the order of each row's values. Names come from code, never from a request. */
export type TableRows = Readonly<{
  table: string;
  columns: readonly string[];
  rows: readonly (readonly unknown[])[];
}>;
/** @property text in UTF-8; empty: no rows. */
export type CopiedRows = Readonly<{
  table: string;
  columns: readonly string[];
  text: Uint8Array<ArrayBuffer>;
}>;

const encoder = new TextEncoder();

export function copiedRows({ table, columns, rows }: TableRows): CopiedRows {
  let text = '';
  for (const row of rows) {
    let before = '';
    for (const value of row) {
      text += before + fieldText(value);
      before = '\t';
    }
    text += '\n';
  }
  return { table, columns, text: encoder.encode(text) };
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  const text = String(value);
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text;
}

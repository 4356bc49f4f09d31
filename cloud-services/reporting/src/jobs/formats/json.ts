/** JSON for programs: amounts in minor units, as everywhere in the interface. */
import type { WriteTable } from '../table.ts';
import { write } from './csv.ts';

export const writeJson: WriteTable = async (table, out, onRow) => {
  const { title, facts, language, columns, rows, totals } = table;
  const named = (row: readonly unknown[]) =>
    JSON.stringify(Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null])));
  const head = JSON.stringify({ title, facts, language, columns });
  await write(out, `${head.slice(0, -1)},"rows":[`);
  let separator = '';
  for await (const row of rows) {
    await write(out, `${separator}\n${named(row)}`);
    separator = ',';
    await onRow();
  }
  await write(out, `\n],"totals":${totals ? named(totals) : 'null'}}\n`);
  out.end();
};

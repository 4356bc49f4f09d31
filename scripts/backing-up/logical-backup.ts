/**
 * One service's tables as rows, at one moment of its database: readable by any release whose schema is the same, and by
 * people. The embedded server brings no pg_dump: the schema is what the service's own migrations make.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { writePacked } from './packed-file.ts';

export interface ServiceFacts {
  readonly migrations: readonly string[];
  readonly tables: readonly TableFacts[];
  readonly sequences: readonly Readonly<{ name: string; lastValue: string; isCalled: boolean }>[];
}

interface TableFacts {
  /** With its schema where that is not `public`: `facts.line`. */
  readonly name: string;
  /** Those that are stored: what is computed is computed again. */
  readonly columns: readonly string[];
  readonly rows: number;
}

export const tableFile = (table: string) => `${table}.sealed`;
export const tableLabel = (backup: string, service: string, table: string) => `${backup}/${service}/${table}`;

export const tableIdentifier = (name: string) => name.split('.').map(pg.escapeIdentifier).join('.');

/** Partitions are read through their table, since a restore may part otherwise. */
const tablesSql = `
  select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name, array_agg(a.attname order by a.attnum)::text[] as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'p') and not c.relispartition
  group by 1, c.oid order by 1`;

export async function backUpService(
  url: string,
  path: string,
  { backup, service, key }: Readonly<{ backup: string; service: string; key: Buffer }>,
): Promise<ServiceFacts> {
  const client = new pg.Client({ connectionString: url, application_name: 'backup' });
  await client.connect();
  const all = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await client.query('set statement_timeout = 0');
    await client.query('begin isolation level repeatable read read only');
    const copied: (Omit<TableFacts, 'rows'> & { stream: { rowCount: number } })[] = [];
    for (const { name, columns } of await all<Omit<TableFacts, 'rows'>>(tablesSql)) {
      const from = `select ${columns.map(pg.escapeIdentifier).join(', ')} from ${tableIdentifier(name)}`;
      const stream = client.query(copyTo(`copy (${from}) to stdout`));
      await writePacked(stream, join(path, tableFile(name)), key, tableLabel(backup, service, name));
      copied.push({ name, columns, stream });
    }
    const migrations = await all<{ name: string }>('select name from migration order by timestamp');
    const sequences = [];
    for (const { name } of await all<{ name: string }>(
      `select sequencename as name from pg_sequences where schemaname = 'public' order by 1`,
    )) {
      const [at] = await all<{ last_value: string; is_called: boolean }>(
        `select last_value, is_called from ${pg.escapeIdentifier(name)}`,
      );
      if (at) sequences.push({ name, lastValue: at.last_value, isCalled: at.is_called });
    }
    await client.query('commit');
    // The server tells a table's count after its last row: all are in by now.
    const tables = copied.map(({ name, columns, stream }) => ({ name, columns, rows: stream.rowCount }));
    return { migrations: migrations.map(({ name }) => name), tables, sequences };
  } finally {
    await client.end();
  }
}

/** Puts one service's rows back into a database that its migrations have made: all of them, or none. */
import { join } from 'node:path';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Backup, Manifest } from './backup-folder.ts';
import { tableFile, tableIdentifier, tableLabel } from './logical-backup.ts';
import { readPacked } from './packed-file.ts';

export interface ServiceRestored {
  readonly rows: number;
  readonly tables: number;
}

/**
 * @param url a superuser's: foreign keys and triggers have been heeded when the rows were first written.
 * @throws Error when the schema is another release's, or a table comes back with another number of rows.
 */
export async function restoreService(
  url: string,
  { name: backup, path, manifest }: Omit<Backup, 'manifest'> & { manifest: Pick<Manifest, 'services'> },
  service: string,
  key: Buffer,
): Promise<ServiceRestored> {
  const facts = manifest.services[service];
  if (!facts) throw new Error(`backup ${backup} holds nothing of ${service}`);
  const client = new pg.Client({ connectionString: url, application_name: 'restore' });
  await client.connect();
  try {
    const { rows: made } = await client.query<{ name: string }>(
      'select name from migration order by timestamp',
    );
    const known = made.map(({ name }) => name);
    if (known.join() !== facts.migrations.join())
      throw new Error(
        `The schema of ${service} is not the one that was backed up (${known.length} migrations, ${facts.migrations.length} then): ` +
          'make it with the release of that day, restore, and start the newer one afterwards.',
      );
    await client.query('begin');
    await client.query(`set local session_replication_role = replica`);
    await client.query(`set local statement_timeout = 0`);
    await client.query(
      `truncate ${facts.tables.map(({ name }) => tableIdentifier(name)).join(', ')} cascade`,
    );
    for (const { name, columns, rows } of facts.tables) {
      const into = client.query(
        copyFrom(`copy ${tableIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) from stdin`),
      );
      await readPacked(join(path, service, tableFile(name)), into, key, tableLabel(backup, service, name));
      if (into.rowCount !== rows)
        throw new Error(`${service}.${name}: ${into.rowCount} rows came back of ${rows}`);
    }
    for (const { name, lastValue, isCalled } of facts.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [
        pg.escapeIdentifier(name),
        lastValue,
        isCalled,
      ]);
    // Positions that others remember must not go on here: a new epoch has them read anew.
    await client.query('update feed_epoch set rebuild = gen_random_uuid()');
    await client.query('commit');
    return { tables: facts.tables.length, rows: facts.tables.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await client.end();
  }
}

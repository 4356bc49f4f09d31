/**
 * Hand-written migrations, up and down. Starting several instances together is a race that has one winner: the others
 * wait on an advisory lock, find nothing left to do, and go on.
 */
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import type { Logger } from '../logger.ts';

export type MigrationClass = new () => MigrationInterface;

/** Any number, the same in all services: it is the lock's name within one database. */
const migrationLock = 727_274;

/**
 * @param name ends in 13 digits, which order the migrations: `CreateStock1764000000100`. A name that holds `Breaking`
 * stops older code from starting on the new schema.
 */
export function migration(name: string, up: string, down: string): MigrationClass {
  if (!/^[A-Z][A-Za-z]*\d{13}$/.test(name))
    throw new Error(`migration name ${name} must be words and 13 digits`);
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner) {
      await runner.query('set local statement_timeout = 0');
      await runner.query(up);
    }
    async down(runner: QueryRunner) {
      await runner.query(down);
    }
  };
}

export async function migrate(dataSource: DataSource, logger: Logger): Promise<void> {
  const lock = dataSource.createQueryRunner();
  await lock.connect();
  try {
    await lock.query('set statement_timeout = 0');
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    for (const { name } of applied) logger.info({ migration: name }, 'schema brought up to date');
    await refuseNewerSchema(dataSource, lock, logger);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await lock.query('reset statement_timeout').catch(() => undefined);
    await lock.release();
  }
}

/** @throws Error when the database holds a breaking migration that this build does not know. */
async function refuseNewerSchema(dataSource: DataSource, lock: QueryRunner, logger: Logger): Promise<void> {
  const known = new Set(dataSource.migrations.map(({ name }) => name));
  const rows: { name: string }[] = await lock.query('select name from migration order by timestamp');
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  const breaking = unknown.find((name) => name.includes('Breaking'));
  if (breaking)
    throw new Error(
      `The database was migrated by a newer release (${breaking}): start that release or a later one.`,
    );
  if (unknown.length > 0)
    logger.warn({ unknown }, 'the schema is newer than this build; its changes are harmless to it');
}

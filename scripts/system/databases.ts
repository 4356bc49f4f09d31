/** A role and a database for each service: the role of one is refused by the database of another. */
import pg from 'pg';
import { verified } from './postgres.ts';

export interface ServiceDatabase {
  /** Both the role's and the database's name: lower-case letters and `_` only. */
  readonly name: string;
  readonly password: string;
}

/** Makes what is missing and sets the passwords; safe to run again. */
export async function ensureDatabases(
  superuserUrl: string,
  databases: readonly ServiceDatabase[],
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const database of databases) await ensureDatabase(client, database);
  } finally {
    await client.end();
  }
}

async function ensureDatabase(client: pg.Client, { name, password }: ServiceDatabase): Promise<void> {
  if (!/^[a-z_]+$/.test(name)) throw new Error(`"${name}" cannot name a database of ours`);
  const secret = client.escapeLiteral(password);
  const role = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  const verb = role.rowCount === 0 ? 'create' : 'alter';
  // In quotes: one of ours is called order.
  const quoted = client.escapeIdentifier(name);
  await client.query(`${verb} role ${quoted} login password ${secret}`);
  const database = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (database.rowCount === 0) await client.query(`create database ${quoted} owner ${quoted}`);
  await client.query(`revoke connect on database ${quoted} from public`);
}

/** @param authority by which its server is known; without it, it is spoken to in the clear. */
export const databaseUrl = ({ name, password }: ServiceDatabase, port: number, authority?: string) =>
  `postgres://${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}${verified(authority)}`;

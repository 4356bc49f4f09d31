/** Stores in Postgres. */
import type { Database, Tx } from '@comptoir/service-kit';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { Coordinates, OpeningHours, StoreAnswer, StoreChanges } from '../api.ts';

export type StoreRow = Readonly<{
  kind: StoreAnswer['kind'];
  configuration: StoreConfiguration;
  /** Null: nobody has said where it is. */
  coordinates: Coordinates | null;
  /** Null: nobody has said when it is open. */
  hours: OpeningHours | null;
  version: number;
}>;

const columns = 'kind, configuration, coordinates, hours, version';

/** For update: two changes of one store come one after the other. */
export async function storeForUpdate(tx: Tx, id: string): Promise<StoreRow | undefined> {
  const rows: StoreRow[] = await tx.query(`select ${columns} from store where id = $1 for update`, [id]);
  return rows[0];
}

export async function storeById(tx: Tx, id: string): Promise<StoreRow | undefined> {
  const rows: StoreRow[] = await tx.query(`select ${columns} from store where id = $1`, [id]);
  return rows[0];
}

export const listStores = (database: Database): Promise<StoreRow[]> =>
  database.query(`select ${columns} from store order by number`);

/** @returns which of code and number another store has. */
export async function takenBy(
  tx: Tx,
  { id, code, number }: StoreConfiguration,
): Promise<'code' | 'number' | undefined> {
  const rows: { code: string }[] = await tx.query(
    'select code from store where id <> $1 and (code = $2 or number = $3)',
    [id, code, number],
  );
  if (rows.length === 0) return undefined;
  return rows.some((row) => row.code === code) ? 'code' : 'number';
}

export async function saveStore(
  tx: Tx,
  { kind, configuration, coordinates, hours, version }: StoreRow,
): Promise<void> {
  const { id, code, number } = configuration;
  await tx.query(
    `insert into store (id, kind, code, number, configuration, coordinates, hours, version)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8)
     on conflict (id) do update set kind = excluded.kind, code = excluded.code, number = excluded.number,
       configuration = excluded.configuration, coordinates = excluded.coordinates, hours = excluded.hours,
       version = excluded.version`,
    [
      id,
      kind,
      code,
      number,
      JSON.stringify(configuration),
      coordinates && JSON.stringify(coordinates),
      hours && JSON.stringify(hours),
      version,
    ],
  );
}

type Change = StoreChanges['items'][number];

export async function writeChange(
  tx: Tx,
  storeId: string,
  { version, by, changes }: Omit<Change, 'at'>,
): Promise<void> {
  await tx.query('insert into store_change (store_id, version, by, changes) values ($1, $2, $3, $4::jsonb)', [
    ...[storeId, version, by],
    JSON.stringify(changes),
  ]);
}

/** Newest first. */
export async function changesOf(database: Database, storeId: string, limit: number): Promise<Change[]> {
  const rows = await database.query<Omit<Change, 'at'> & { at: Date }>(
    'select version, at, by, changes from store_change where store_id = $1 order by version desc limit $2',
    [storeId, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Staff and sign-in failures in Postgres. */
import type { Database, StaffRole, Tx } from '@comptoir/service-kit';
import type { Member } from '../member.ts';

type Row = {
  id: string;
  display_name: string;
  roles: StaffRole[];
  language: 'fr' | 'en';
  store_ids: string[];
  pin_hash: string | null;
  badge_hash: string | null;
  secrets_changed_at: Date | null;
  login: string | null;
  password_hash: string | null;
  is_active: boolean;
  sessions_ended_at: Date | null;
};

const memberOf = (row: Row): Member => ({
  id: row.id,
  displayName: row.display_name,
  roles: row.roles,
  language: row.language,
  storeIds: row.store_ids,
  pinHash: row.pin_hash,
  badgeHash: row.badge_hash,
  secretsChangedAt: row.secrets_changed_at,
  login: row.login,
  passwordHash: row.password_hash,
  isActive: row.is_active,
  sessionsEndedAt: row.sessions_ended_at,
});

export async function memberById(tx: Tx, id: string): Promise<Member | undefined> {
  const rows: Row[] = await tx.query('select * from staff where id = $1 for update', [id]);
  return rows[0] && memberOf(rows[0]);
}

export async function memberByLogin(database: Database, login: string): Promise<Member | undefined> {
  const [row] = await database.query<Row>('select * from staff where login = $1', [login]);
  return row && memberOf(row);
}

/** @param stores whose people are wanted, and those who work everywhere; all when not given. */
export async function listMembers(
  database: Database,
  stores: readonly string[] | undefined,
  after: string,
  limit: number,
): Promise<Member[]> {
  const rows = await database.query<Row>(
    `select * from staff where id > $1 and ($3::text[] is null or store_ids = '{}' or store_ids && $3::text[])
     order by id limit $2`,
    [after, limit, stores ?? null],
  );
  return rows.map(memberOf);
}

export async function saveMember(tx: Tx, member: Member): Promise<void> {
  await tx.query(
    `insert into staff (id, display_name, roles, language, store_ids, pin_hash, login, password_hash, is_active, badge_hash, secrets_changed_at,
       sessions_ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (id) do update set display_name = excluded.display_name, roles = excluded.roles, language = excluded.language,
       store_ids = excluded.store_ids, pin_hash = excluded.pin_hash, login = excluded.login,
       password_hash = excluded.password_hash, is_active = excluded.is_active, badge_hash = excluded.badge_hash,
       secrets_changed_at = excluded.secrets_changed_at, sessions_ended_at = excluded.sessions_ended_at, changed_at = now()`,
    [
      member.id,
      member.displayName,
      member.roles,
      member.language,
      member.storeIds,
      member.pinHash,
      member.login,
      member.passwordHash,
      member.isActive,
      member.badgeHash,
      member.secretsChangedAt,
      member.sessionsEndedAt,
    ],
  );
}

export async function loginIsTaken(tx: Tx, login: string, byOtherThan: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from staff where login = $1 and id <> $2', [
    login,
    byOtherThan,
  ]);
  return rows.length > 0;
}

export async function hasStaff(tx: Tx): Promise<boolean> {
  const rows: { any: boolean }[] = await tx.query('select exists (select from staff) as any');
  return rows[0]?.any ?? false;
}

/** Creates and changes people; what a store gets of them is the feed `users`. */
import { problem, rolesAtTill, type StaffRole, type Tx, writeFeedRows } from '@comptoir/service-kit';
import { hashSecret, isSecret } from '@comptoir/service-kit/auth/secret';
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import type { Member } from './member.ts';
import { endsSessions, nextGoodFrom } from './sessions.ts';
import { loginIsTaken, memberById, saveMember } from './store/rows.ts';

export type MemberInput = Readonly<{
  displayName: string;
  roles: readonly StaffRole[];
  language: 'fr' | 'en';
  storeIds?: readonly string[] | undefined;
  pin?: string | undefined;
  login?: string | undefined;
  password?: string | undefined;
  isActive?: boolean | undefined;
}>;

/**
 * Creates or changes; a secret that is not told, or is the same as before, stays as it is.
 * @param by who does it. @throws Problem 409 for one's own way in, 422 for a regional manager without a store.
 */
export async function putMember(
  tx: Tx,
  id: string,
  input: MemberInput,
  by: string,
  now: Date,
): Promise<Member> {
  if (id === by && (input.isActive === false || !input.roles.includes('head-office')))
    throw problem(409, 'own-account', 'You would lock yourself out', 'Ask a colleague of head office.');
  const before = await memberById(tx, id);
  const login = input.login ?? before?.login ?? null;
  if (login !== null && (await loginIsTaken(tx, login, id)))
    throw problem(409, 'login-taken', 'Somebody else has this login', 'Choose another login.');
  const pinHash = await hashOf(input.pin, before?.pinHash ?? null);
  const told: Member = {
    id,
    displayName: input.displayName,
    roles: input.roles,
    language: input.language,
    storeIds: [...new Set(input.storeIds ?? before?.storeIds ?? [])].sort(),
    pinHash,
    badgeHash: before?.badgeHash ?? null,
    secretsChangedAt: pinHash === before?.pinHash ? (before?.secretsChangedAt ?? null) : now,
    login,
    passwordHash: await hashOf(input.password, before?.passwordHash ?? null),
    isActive: input.isActive ?? before?.isActive ?? true,
    sessionsEndedAt: before?.sessionsEndedAt ?? null,
  };
  const member =
    before && endsSessions(before, told) ? { ...told, sessionsEndedAt: nextGoodFrom(before, now) } : told;
  if (member.roles.includes('regional') && member.storeIds.length === 0)
    throw problem(422, 'stores-missing', 'Of which stores?', 'Tell the stores of a regional manager.');
  await saveMember(tx, member);
  await tellStores(tx, before, member);
  return member;
}

async function hashOf(secret: string | undefined, before: string | null): Promise<string | null> {
  if (secret === undefined || (before !== null && (await isSecret(before, secret)))) return before;
  return hashSecret(secret);
}

const scopesOf = (member: Member | undefined): readonly string[] => {
  if (!member?.pinHash || !member.isActive || rolesAtTill(member.roles).length === 0) return [];
  return member.storeIds.length === 0 ? ['*'] : member.storeIds;
};

/** A store that the person no longer works in gets a tombstone. */
export async function tellStores(tx: Tx, before: Member | undefined, now: Member): Promise<void> {
  const key = `staff/${now.id}`;
  const scopes = scopesOf(now);
  const left = scopesOf(before).filter((scope) => !scopes.includes(scope));
  const rows = [
    ...left.map((scope) => ({ scope, key, value: null })),
    ...scopes.map((scope) => ({ scope, key, value: feedValue(now) })),
  ];
  await writeFeedRows(tx, 'users', rows);
}

function feedValue({ id, displayName, roles, language, pinHash, badgeHash }: Member): StaffMember {
  const badge = badgeHash === null ? {} : { badgeHash };
  return { id, displayName, roles: rolesAtTill(roles), language, pinHash: pinHash ?? '', ...badge };
}

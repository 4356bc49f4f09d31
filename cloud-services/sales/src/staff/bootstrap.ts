/** The first way in: a head-office login made when there is no staff at all. */
import type { Database, Logger } from '@comptoir/service-kit';
import { derivedId } from '@comptoir/service-kit';
import { hashSecret } from '@comptoir/service-kit/auth/secret';
import { hasStaff, saveMember } from './store/rows.ts';

export const bootstrapLogin = 'admin';
/** Always the same, so that two instances that start together make one person. */
export const bootstrapId = derivedId('staff', bootstrapLogin);

export async function bootstrapAdmin(
  database: Database,
  password: string | undefined,
  logger: Logger,
): Promise<void> {
  if (password === undefined) return;
  const passwordHash = await hashSecret(password);
  await database.transaction(async (tx) => {
    if (await hasStaff(tx)) return;
    await saveMember(tx, {
      id: bootstrapId,
      displayName: 'Administration',
      roles: ['head-office'],
      language: 'fr',
      storeIds: [],
      pinHash: null,
      badgeHash: null,
      secretsChangedAt: null,
      login: bootstrapLogin,
      passwordHash,
      isActive: true,
      sessionsEndedAt: null,
    });
    logger.info({ login: bootstrapLogin }, 'the first head-office login was made');
  });
}

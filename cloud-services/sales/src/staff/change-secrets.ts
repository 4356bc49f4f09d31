/**
 * What a manager of a store changed of how somebody signs in at its tills, told by the store's edge, late where it was cut off. What was
 * changed later, here or at another store, holds.
 */
import {
  type Database,
  type DeviceCaller,
  type Guard,
  notFound,
  problem,
  type Route,
  route,
  type Tx,
} from '@comptoir/service-kit';
import { type ChangeSecretsRequest, changeSecretsRequest } from '@comptoir/sync-protocol/wire/staff';
import { z } from 'zod';
import { tellStores } from './put-member.ts';
import { memberById, saveMember } from './store/rows.ts';

export const secretRoutes = (database: Database, device: Guard<DeviceCaller>): Route[] => [
  route({
    method: 'put',
    path: '/api/v1/sync/staff/:staffId/secrets/:changeId',
    summary: 'Tell of a PIN or a badge that a store’s manager changed',
    guard: device,
    params: z.object({ staffId: z.string().min(1).max(100), changeId: z.uuid() }),
    body: changeSecretsRequest,
    answers: { 204: null },
    async handle({ params, body, caller }) {
      await database.transaction((tx) => changeSecrets(tx, params.staffId, body, caller.store));
      return { status: 204, body: null };
    },
  }),
];

async function changeSecrets(tx: Tx, id: string, told: ChangeSecretsRequest, storeId: string): Promise<void> {
  const before = await memberById(tx, id);
  if (!before?.isActive) throw notFound('staff');
  const worksThere = before.storeIds.length === 0 || before.storeIds.includes(storeId);
  // A store's machine that was broken into opens no door at head office.
  if (!worksThere || before.roles.includes('head-office')) throw notThisStore();
  const at = new Date(told.at);
  if (before.secretsChangedAt !== null && before.secretsChangedAt > at) throw changedSince();
  const after = {
    ...before,
    pinHash: told.pinHash ?? before.pinHash,
    badgeHash: told.badgeHash === undefined ? before.badgeHash : told.badgeHash,
    secretsChangedAt: at,
  };
  await saveMember(tx, after);
  await tellStores(tx, before, after);
}

const notThisStore = () =>
  problem(409, 'not-this-store', 'Not a store’s to change', 'Head office changes how this person signs in.');
const changedSince = () =>
  problem(409, 'changed-since', 'It was changed since', 'What was changed last holds.');

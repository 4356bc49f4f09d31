/** What the accountant reads and sets. */
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { accountsInForce, setAccounts } from '../accounting/accounts.ts';
import { accounts, reconciliation } from '../api.ts';
import type { RouteParts } from '../parts.ts';
import { readReconciliation } from '../reconciliation/store.ts';

export const accountRoutes = ({ database, tokens }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/accounts',
    summary: 'The numbers of the ledger’s accounts, for the accounting journal',
    guard: tokens.requireStaff(...rolesWith('read-accounts')),
    answers: { 200: accounts },
    handle: async () => ({ status: 200, body: await accountsInForce(database.alone) }),
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/reports/accounts',
    summary: 'Set the numbers of the ledger’s accounts; what is not told is as usual again',
    guard: tokens.requireStaff(...rolesWith('change-accounts')),
    body: accounts,
    answers: { 200: accounts },
    async handle({ body }, tx) {
      await setAccounts(tx, body);
      return { status: 200, body: await accountsInForce(tx) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/reports/reconciliation',
    summary: 'Where the figures of reports are not those of the ledgers of Sales, Order and Inventory',
    guard: tokens.requireStaff(...rolesWith('read-accounts')),
    answers: { 200: reconciliation },
    async handle({ caller }) {
      const { last, differences } = await readReconciliation(database);
      const own = differences.filter(({ storeId }) => !caller.stores || caller.stores.includes(storeId));
      return { status: 200, body: { last, differences: own } };
    },
  }),
];

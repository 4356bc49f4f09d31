/** The numbers of the ledger's accounts: a setting of head office; until it is told, those below. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import type { Accounts } from '../api.ts';
import { type AccountRole, accountRoles } from './entries.ts';

const usual: Readonly<Record<AccountRole, string>> = {
  cash: '1010',
  card: '1020',
  'online-payments': '1030',
  'gift-cards': '2400',
  'store-credit': '2410',
  'loyalty-points': '2420',
  'other-tenders': '1090',
  tips: '2500',
  sales: '4000',
  delivery: '4100',
  taxes: '2300',
  'cash-rounding': '4900',
  disputes: '5300',
  'payment-fees': '5310',
  unexplained: '9999',
};

export async function accountsInForce(tx: Tx): Promise<Accounts> {
  const told: { role: string; number: string }[] = await tx.query('select role, number from account');
  const numbers = new Map(told.map(({ role, number }) => [role, number]));
  return {
    accounts: accountRoles.map((role) => ({ role, number: numbers.get(role) ?? usual[role] })),
    taxes: told
      .filter(({ role }) => role.startsWith('taxes/'))
      .map(({ role, number }) => ({ code: role.slice('taxes/'.length), number }))
      .sort((a, b) => a.code.localeCompare(b.code)),
  };
}

export const numberOf = ({ accounts, taxes }: Accounts, role: AccountRole, code: string | null): string =>
  (role === 'taxes' ? taxes.find((tax) => tax.code === code)?.number : undefined) ??
  accounts.find((account) => account.role === role)?.number ??
  '';

/** What is not told goes back to what is usual. */
export async function setAccounts(tx: Tx, { accounts, taxes }: Accounts): Promise<void> {
  await tx.query('delete from account');
  const rows = new Map([
    ...accounts.map(({ role, number }) => [role, number] as const),
    ...taxes.map(({ code, number }) => [`taxes/${code}`, number] as const),
  ]);
  await insertRows(tx, 'account', { role: 'text', number: 'text' }, [...rows], '');
}

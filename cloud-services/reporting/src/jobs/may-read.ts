/** Which report is for whom: what tells of money owed and held is for fewer than what tells of sales. */
import { type Ability, abilitiesOf } from '@comptoir/service-kit/auth/roles';
import type { StaffCaller } from '@comptoir/service-kit/auth/tokens';
import { problem } from '@comptoir/service-kit/http/problem';
import type { ReportName } from '../api.ts';

const abilityOf: Readonly<Record<ReportName, Ability>> = {
  'sales-consolidated': 'read-sales',
  products: 'read-sales',
  'sale-lines': 'read-sales',
  'tax-return': 'read-accounts',
  tenders: 'read-accounts',
  journal: 'read-accounts',
  'stock-value': 'read-accounts',
  closings: 'read-accounts',
  custom: 'read-sales',
};

/** @throws Problem 403 */
export function requireReport({ roles }: Pick<StaffCaller, 'roles'>, report: ReportName): void {
  if (!abilitiesOf(roles).includes(abilityOf[report]))
    throw problem(
      403,
      'forbidden',
      'Your role does not allow this',
      'Ask someone of finance or head office.',
    );
}

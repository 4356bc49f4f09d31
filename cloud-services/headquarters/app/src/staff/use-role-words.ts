import type { StaffMember } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';

export type Role = StaffMember['roles'][number];

/** Roles, from the till to head office. */
export function useRoleWords(): Readonly<Record<Role, string>> {
  const { t } = useLingui();
  return {
    cashier: t`Caisse`,
    supervisor: t`Supervision`,
    manager: t`Gérance`,
    regional: t`Gérance régionale`,
    executive: t`Direction`,
    finance: t`Finances`,
    marketing: t`Marketing`,
    support: t`Soutien`,
    'head-office': t`Siège`,
  };
}

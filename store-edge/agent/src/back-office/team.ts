/** The people of the store as a manager sees them: who may do what, and whom wrong PINs keep out. */
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import { permissions, rolesWith } from '@comptoir/sync-protocol/staff/permissions';
import type { Replica } from '../replica/replica.ts';
import type { Staff } from '../staff/staff.ts';
import type { TeamAnswer } from './api.ts';

type Sources = Readonly<{
  replica: Pick<Replica, 'staff'>;
  staff: Pick<Staff, 'lockedUntil' | 'hasBadge'>;
}>;

export const teamOf = ({ replica, staff }: Sources): TeamAnswer => ({
  people: replica.staff().map((member: StaffMember) => ({
    id: member.id,
    displayName: member.displayName,
    roles: member.roles,
    language: member.language,
    hasBadge: staff.hasBadge(member),
    isHeadOffice: member.roles.includes('head-office'),
    lockedUntil: staff.lockedUntil(member.id),
  })),
  rights: permissions.map((permission) => ({ permission, roles: [...rolesWith(permission)] })),
});

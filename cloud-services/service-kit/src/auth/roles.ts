/**
 * What each role of staff may read and do in the cloud, as one table; services put it before their routes, and head office's app
 * hides what one may not do. What a role may do at the till is another table: `sync-protocol/staff/permissions.ts`.
 * Source: docs/roles.md.
 */
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';

/** Roles that tills know too. No other one is told to a store: an edge of an older version would refuse the person's row. */
const tillRoles = [
  'cashier',
  'supervisor',
  'manager',
  'head-office',
] as const satisfies readonly StaffMember['roles'][number][];

export const staffRole = z.enum([
  ...tillRoles,
  /** Sees everything that is earned, of every store; changes nothing. */
  'executive',
  /** A manager of several stores, which must be told. */
  'regional',
  'finance',
  'marketing',
  'support',
]);
export type StaffRole = z.infer<typeof staffRole>;

const managers = ['manager', 'regional'] as const;

const allowed = {
  /** Dashboards, sales reports and their files, targets. */
  'read-sales': [...managers, 'head-office', 'executive', 'finance', 'marketing'],
  /** Taxes, tenders, closings, the accounting journal, what the stock is worth, what does not tie. */
  'read-accounts': [...managers, 'head-office', 'executive', 'finance'],
  'change-accounts': ['head-office', 'finance'],
  /** Each sale and return, with its receipt; gift cards. */
  'read-receipts': [...managers, 'head-office', 'executive', 'finance', 'support'],
  /** Who did what in the stores. */
  'read-trail': [...managers, 'head-office', 'executive', 'finance'],
  /** Whether the stores' servers are there and well. */
  'read-fleet': [...managers, 'head-office', 'executive', 'support'],
  'read-orders': [...managers, 'head-office', 'executive', 'finance', 'support'],
  'change-orders': [...managers, 'head-office'],
  'read-customers': ['supervisor', ...managers, 'head-office', 'support'],
  'read-stock': [...managers, 'head-office', 'executive', 'finance', 'marketing'],
  'change-stock': [...managers, 'head-office'],
  'change-promotions': ['head-office', 'marketing'],
  'change-catalogue': ['head-office'],
  /** What head office is told of by itself, and whom it tells. */
  'change-alerts': ['head-office'],
  /** Names of colleagues, with their roles and stores. */
  'read-staff': [...managers, 'head-office', 'executive', 'finance', 'marketing', 'support'],
  'change-staff': ['head-office'],
  /** Stores themselves, releases, quarantine, archives, keys of devices. */
  'run-stores': ['head-office'],
  /** Who changed what of the catalogue and of stores, and who read which report. */
  'read-audit': ['head-office'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Ability = keyof typeof allowed;
export const abilities = Object.keys(allowed) as Ability[];

/** For a guard: `tokens.requireStaff(...rolesWith('read-sales'))`. */
export const rolesWith = (ability: Ability): readonly StaffRole[] => allowed[ability];

export const abilitiesOf = (roles: readonly StaffRole[]): Ability[] =>
  abilities.filter((ability) => rolesWith(ability).some((role) => roles.includes(role)));

/** Whose stores do not limit them. */
export const seesEveryStore = (roles: readonly StaffRole[]): boolean =>
  roles.includes('head-office') || roles.includes('executive');

/** @returns those that tills know; none: nobody of the tills. */
export const rolesAtTill = (roles: readonly StaffRole[]): StaffMember['roles'] =>
  tillRoles.filter((role) => roles.includes(role) || (role === 'manager' && roles.includes('regional')));

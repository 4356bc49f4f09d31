/** Who may do what at the till, as a table. What a cashier may not do alone, somebody who may approves with a PIN (E11). */
import type { StaffMember } from '../feeds/rows.ts';

type Role = StaffMember['roles'][number];
const leads: readonly Role[] = ['supervisor', 'manager', 'head-office'];

const allowed = {
  'return-without-receipt': leads,
  /** Money back otherwise than it was paid. */
  'refund-otherwise': leads,
  /** Goods of another store's receipt, of which only its own code tells. */
  'return-unverified': leads,
  /** What a payment terminal did not tell is read on it. */
  'settle-payment': leads,
  /** Off a line or off the basket, by hand. */
  discount: leads,
  'price-override': leads,
  /** Cash out of the drawer for an expense. */
  'paid-out': leads,
  /** What the whole store sells by: its favourites, its rate for foreign cash. */
  'change-settings': leads,
  /** A buyer's age, where the cashier is not sure. */
  'age-check': leads,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof allowed;
export const permissions = Object.keys(allowed) as [Permission, ...Permission[]];

export const rolesWith = (permission: Permission): readonly Role[] => allowed[permission];

export const may = ({ roles }: Pick<StaffMember, 'roles'>, permission: Permission): boolean =>
  roles.some((role) => allowed[permission].includes(role));

/** Whether somebody who may gave each discount and each price that was made by hand. Pure. */
import type { Basket } from '@comptoir/pricing/contract';
import type { StaffMember } from '@comptoir/sync-protocol/feeds/rows';
import { may, type Permission } from '@comptoir/sync-protocol/staff/permissions';

/** @returns what somebody else must allow, or null. */
export function unapprovedBy(
  { lines, basketDiscount }: Basket,
  member: (staffId: string) => StaffMember | undefined,
): Permission | null {
  const isFor = (permission: Permission, given: { by: string } | undefined): boolean => {
    const by = given && member(given.by);
    return given === undefined || (by !== undefined && may(by, permission));
  };
  const discounts = [basketDiscount, ...lines.map((line) => line.discount)];
  if (!discounts.every((given) => isFor('discount', given))) return 'discount';
  return lines.every((line) => isFor('price-override', line.priceOverride)) ? null : 'price-override';
}

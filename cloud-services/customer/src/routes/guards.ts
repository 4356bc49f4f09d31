/** Who may see a customer: the customer, while the session is open, and staff. */
import {
  type CustomerCaller,
  type CustomerTokens,
  createCustomerTokens,
  customerOrStaff,
} from '@comptoir/service-kit/auth/customer-tokens';
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { StaffCaller, Tokens } from '@comptoir/service-kit/auth/tokens';
import { unauthenticated } from '@comptoir/service-kit/auth/verify';
import { ringKeys } from '../keys/access-token.ts';
import type { CustomerParts } from '../parts.ts';
import { isSessionOpen } from '../store/sessions.ts';

export type Guards = Readonly<{
  customer: Guard<CustomerCaller>;
  /** The customer, or staff who serve customers. */
  reading: Guard<CustomerCaller | StaffCaller>;
  /** The customer, or staff who answer for it. */
  erasing: Guard<CustomerCaller | StaffCaller>;
  staff: Guard<StaffCaller>;
}>;

export function guardsOf({ database, ring }: CustomerParts, tokens: Tokens): Guards {
  const checked: CustomerTokens = createCustomerTokens(ringKeys(ring));
  const customer = checked.requireCustomer();
  const open = async (caller: CustomerCaller): Promise<CustomerCaller> => {
    // Elsewhere a token is good until it expires; here what was ended has ended.
    if (!(await isSessionOpen(database, caller.session)))
      throw unauthenticated('This session has ended: sign in again.');
    return caller;
  };
  const customers: CustomerTokens = {
    ...checked,
    requireCustomer: () => ({
      scheme: customer.scheme,
      check: async (request) => open(await customer.check(request)),
    }),
  };
  return {
    customer: customers.requireCustomer(),
    reading: customerOrStaff(customers, tokens, 'supervisor', 'manager', 'head-office'),
    erasing: customerOrStaff(customers, tokens, 'manager', 'head-office'),
    staff: tokens.requireStaff('supervisor', 'manager', 'head-office'),
  };
}

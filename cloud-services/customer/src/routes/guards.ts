/** Who may see a customer: the customer, while the session is open, and staff, who say why. What staff look at is written down before they see it. */
import {
  type CustomerCaller,
  type CustomerTokens,
  createCustomerTokens,
  customerOrStaff,
} from '@comptoir/service-kit/auth/customer-tokens';
import type { Guard } from '@comptoir/service-kit/auth/guard';
import { rolesWith, type StaffRole } from '@comptoir/service-kit/auth/roles';
import type { StaffCaller, Tokens } from '@comptoir/service-kit/auth/tokens';
import { unauthenticated } from '@comptoir/service-kit/auth/verify';
import { problem } from '@comptoir/service-kit/http/problem';
import { z } from 'zod';
import { type AccessReason, accessReason, type NotedReason } from '../api.ts';
import { ringKeys } from '../keys/access-token.ts';
import type { CustomerParts } from '../parts.ts';
import { noteAccess } from '../store/accesses.ts';
import { isSessionOpen } from '../store/sessions.ts';

type Request = Parameters<Guard<StaffCaller>['check']>[0];
type LookingStaff = StaffCaller & Readonly<{ reason: NotedReason }>;
export type Guards = Readonly<{
  customer: Guard<CustomerCaller>;
  /** The customer, or staff who serve customers. */
  reading: Guard<CustomerCaller | LookingStaff>;
  /** The customer, or staff who answer for it. */
  erasing: Guard<CustomerCaller | LookingStaff>;
  staff: Guard<LookingStaff>;
}>;

export function guardsOf({ database, ring, now }: CustomerParts, tokens: Tokens): Guards {
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
  const noted = async (request: Request, caller: StaffCaller, reason: NotedReason): Promise<LookingStaff> => {
    const id = z.uuid().safeParse(request.params.id);
    if (id.success) {
      const what = [request.method, ...request.path.split('/').slice(5)].join(' ');
      await noteAccess(database, id.data, { staffId: caller.id, what, reason, at: now() });
    }
    return { ...caller, reason };
  };
  const either = (...roles: readonly StaffRole[]): Guard<CustomerCaller | LookingStaff> => {
    const guard = customerOrStaff(customers, tokens, ...roles);
    return {
      ...guard,
      header: { ...reasonHeader, required: false },
      async check(request) {
        const caller = await guard.check(request);
        return caller.kind === 'staff' ? noted(request, caller, reasonOf(request) ?? 'not-said') : caller;
      },
    };
  };
  const staff = tokens.requireStaff(...rolesWith('read-customers'));
  return {
    customer: customers.requireCustomer(),
    reading: either(...rolesWith('read-customers')),
    erasing: either('manager', 'head-office'),
    staff: {
      ...staff,
      header: { ...reasonHeader, required: true },
      async check(request) {
        const caller = await staff.check(request);
        return noted(request, caller, reasonOf(request) ?? unsaid());
      },
    },
  };
}

const reasonHeader = {
  name: 'Access-Reason',
  description: 'Why staff look at this person; written down with who, what and when. Customers send none.',
  values: accessReason.options,
};

/** @throws Problem 400 for one that is none of ours. */
function reasonOf(request: Request): AccessReason | undefined {
  const told = request.get('access-reason');
  if (told === undefined) return undefined;
  const known = accessReason.safeParse(told);
  return known.success ? known.data : unsaid();
}

function unsaid(): never {
  throw problem(
    400,
    'access-reason-required',
    'Say why you look at this person',
    `Send the header Access-Reason with one of ${accessReason.options.join(', ')}.`,
  );
}

/** Who may read an order: its customer, whoever has its link, staff. For all others it does not exist. */
import { timingSafeEqual } from 'node:crypto';
import {
  type Database,
  notFound,
  problem,
  rolesWith,
  type StaffCaller,
  type Tx,
} from '@comptoir/service-kit';
import {
  type CustomerCaller,
  type CustomerTokens,
  customerOrStaff,
} from '@comptoir/service-kit/auth/customer-tokens';
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import { noteAccess } from '@comptoir/service-kit/privacy/access-log';
import type { Request } from 'express';
import { z } from 'zod';
import { placesOf } from '../preparations/preparations.ts';
import { findOrder, lockOrder, type Order } from '../store/orders.ts';

export type LinkCaller = Readonly<{ kind: 'link'; token: string }>;
export type Reader = CustomerCaller | StaffCaller | LinkCaller;

export const orderTokenHeader = 'x-order-token';

/** Whoever works in a store may, and at head office those who may by their role. */
export const signedInGuard = (
  customers: CustomerTokens,
  tokens: Tokens,
  ability: 'read-orders' | 'change-orders',
): Guard<CustomerCaller | StaffCaller> =>
  customerOrStaff(customers, tokens, 'cashier', 'supervisor', ...rolesWith(ability));

/** The link's token goes before a sign-in: a mail is opened by whoever is signed in on that machine. */
export function readerGuard(
  customers: CustomerTokens,
  tokens: Tokens,
  ability: 'read-orders' | 'change-orders' = 'read-orders',
): Guard<Reader> {
  const signedIn = signedInGuard(customers, tokens, ability);
  return {
    scheme: 'anyToken',
    async check(request) {
      const token = request.get(orderTokenHeader);
      return token ? { kind: 'link', token } : signedIn.check(request);
    },
  };
}

/** @throws Problem 404, the same for an order that is not theirs and for one that never was. */
export function readable(order: Order | undefined, caller: Reader): Order {
  if (!order) throw notFound('order');
  if (caller.kind === 'customer' && caller.id !== order.customerId) throw notFound('order');
  if (caller.kind === 'link' && !isSame(caller.token, order.accessToken)) throw notFound('order');
  if (caller.kind === 'staff' && !isOfTheirStore(caller, order)) throw notFound('order');
  return order;
}

/** What staff look at is written down before they see it: an order tells of a person. */
export const noting = <C extends Reader>(database: Database, guard: Guard<C>): Guard<C> => ({
  ...guard,
  async check(request) {
    const caller = await guard.check(request);
    const id = z.uuid().safeParse(request.params.id);
    if (caller.kind === 'staff' && id.success && (await findOrder(database, id.data))) {
      const what = [request.method, ...request.path.split('/').slice(5)].join(' ');
      await noteAccess(database, id.data, { staffId: caller.id, what, reason: 'order', at: new Date() });
    }
    return caller;
  },
});

const isOfTheirStore = ({ stores }: StaffCaller, order: Order): boolean =>
  stores === undefined || placesOf(order).some((place) => stores.includes(place));

function isSame(told: string, token: string): boolean {
  const [a, b] = [Buffer.from(told), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export const nameOf = (caller: Reader): string =>
  caller.kind === 'link' ? 'link' : `${caller.kind}:${caller.id}`;

/** For a change. @throws Problem 404 also for one that is not paid yet. */
export async function lockedOrder(tx: Tx, id: string, caller: Reader): Promise<Order> {
  const order = readable(await lockOrder(tx, id), caller);
  if (order.status === 'pending') throw notFound('order');
  return order;
}

/** @throws Problem 428 without a version, 412 for another than the present one. */
export function checkVersion(request: Request, { version }: Order): void {
  const told = request.get('if-match');
  if (told === undefined)
    throw problem(
      428,
      'version-needed',
      'Say which version you have seen',
      'Read the order and send its ETag as If-Match.',
    );
  if (!told.split(',').some((tag) => tag.trim() === `"${version}"`))
    throw problem(
      412,
      'order-changed',
      'The order has changed since you read it',
      'Read it again, then decide.',
      {
        members: { version },
      },
    );
}

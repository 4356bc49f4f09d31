/** What a customer, or staff for them, reads and changes of one customer. Another one's is 404, as if there were none. */
import { ownOnly } from '@comptoir/service-kit/auth/customer-tokens';
import type { Tx } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { notFound } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { change, checkPassword } from '../account/password.ts';
import {
  addressesAnswer,
  addressesRequest,
  consents,
  consentsAnswer,
  exported,
  passwordRequest,
  passwordUnlessStaff,
  pointsAnswer,
  profile,
  profileRequest,
} from '../api.ts';
import { tellCard } from '../card/tills.ts';
import { listPurchases, purchaseView } from '../history/list.ts';
import { listEntries } from '../loyalty/ledger.ts';
import { loyaltyView } from '../loyalty/standing.ts';
import { type CustomerParts, newId } from '../parts.ts';
import { checkAddresses } from '../person/addresses.ts';
import { erase } from '../person/erase.ts';
import { exportOf } from '../person/export.ts';
import { noteConsents } from '../store/consents.ts';
import { type Customer, lockedCustomer, saveAddresses, savePerson } from '../store/customers.ts';
import { consentsOf, profileOf } from '../views.ts';
import type { Guards } from './guards.ts';

const byId = z.strictObject({ id: z.uuid() });
const path = (rest: string) => `/api/v1/customers/:id${rest}`;
const unkept = { 'cache-control': 'no-store' };

export const personRoutes = (parts: CustomerParts, guards: Guards): Route[] => [
  ...readingRoutes(parts, guards),
  ...changingRoutes(parts, guards),
];

function readingRoutes(parts: CustomerParts, { reading }: Guards): Route[] {
  const { database, vault, now } = parts;
  const common = { method: 'get', guard: reading, params: byId } as const;
  return [
    route({
      ...common,
      path: path('/profile'),
      summary: 'The profile',
      answers: { 200: profile },
      async handle({ params, caller }) {
        ownOnly(caller, params.id, 'customer');
        return { status: 200, headers: unkept, body: await profileOf(database, vault, params.id) };
      },
    }),
    route({
      ...common,
      path: path('/consents'),
      summary: 'What was allowed, and when',
      answers: { 200: consentsAnswer },
      async handle({ params, caller }) {
        ownOnly(caller, params.id, 'customer');
        await profileOf(database, vault, params.id);
        return { status: 200, headers: unkept, body: await consentsOf(database, params.id) };
      },
    }),
    route({
      ...common,
      path: path('/orders'),
      summary: 'Orders of the shop and sales of the tills, newest first',
      query: z.strictObject({ ...listQuery, channel: z.enum(['web', 'pos']).optional() }),
      answers: { 200: listOf(purchaseView) },
      async handle({ params, query, caller }) {
        ownOnly(caller, params.id, 'customer');
        return { status: 200, headers: unkept, body: await listPurchases(database, params.id, query) };
      },
    }),
    route({
      ...common,
      path: path('/points'),
      summary: 'Loyalty points and what made them, newest first',
      query: z.strictObject({ limit: listQuery.limit }),
      answers: { 200: pointsAnswer },
      async handle({ params, query, caller }) {
        ownOnly(caller, params.id, 'customer');
        const entries = await listEntries(database, params.id, query.limit);
        return {
          status: 200,
          headers: unkept,
          body: { loyalty: await loyaltyView(database, params.id), entries },
        };
      },
    }),
    route({
      ...common,
      path: path('/export'),
      summary: 'All that is kept of this person',
      answers: { 200: exported },
      async handle({ params, caller }) {
        ownOnly(caller, params.id, 'customer');
        const disposition = { 'content-disposition': `attachment; filename="comptoir-${params.id}.json"` };
        return {
          status: 200,
          headers: { ...unkept, ...disposition },
          body: await exportOf(database, parts, params.id, now()),
        };
      },
    }),
  ];
}

function changingRoutes(parts: CustomerParts, { reading, erasing, customer }: Guards): Route[] {
  const { database, vault, now } = parts;
  const common = { method: 'put', guard: reading, params: byId } as const;
  const held = async (tx: Tx, id: string): Promise<Customer> => {
    const found = await lockedCustomer(tx, vault, id);
    if (!found) throw notFound('customer');
    return found;
  };
  const profileNow = async (tx: Tx, id: string) => ({
    status: 200 as const,
    headers: unkept,
    body: await profileOf(tx, vault, id),
  });
  const addressesNow = async (tx: Tx, id: string) => ({
    status: 200 as const,
    headers: unkept,
    body: { addresses: [...(await held(tx, id)).addresses] },
  });
  const consentsNow = async (tx: Tx, id: string) => ({
    status: 200 as const,
    headers: unkept,
    body: await consentsOf(tx, id),
  });
  return [
    mutation(database, {
      ...common,
      path: path('/profile'),
      summary: 'Names, language, telephone, preferences',
      body: profileRequest,
      answers: { 200: profile },
      async handle({ params: { id }, body, caller }, tx) {
        ownOnly(caller, id, 'customer');
        const { person } = await held(tx, id);
        const { language, ...told } = body;
        await savePerson(tx, vault, id, { ...person, ...told }, language);
        await tellCard(tx, vault, id);
        return profileNow(tx, id);
      },
      retell: ({ params }, tx) => profileNow(tx, params.id),
    }),
    mutation(database, {
      ...common,
      path: path('/addresses'),
      summary: 'The whole set of addresses',
      body: addressesRequest,
      answers: { 200: addressesAnswer },
      async handle({ params: { id }, body, caller }, tx) {
        ownOnly(caller, id, 'customer');
        await held(tx, id);
        await saveAddresses(tx, vault, id, checkAddresses(body.addresses, newId));
        return addressesNow(tx, id);
      },
      retell: ({ params }, tx) => addressesNow(tx, params.id),
    }),
    mutation(database, {
      ...common,
      path: path('/consents'),
      summary: 'Allow, or no longer',
      body: consents,
      answers: { 200: consentsAnswer },
      async handle({ params: { id }, body, caller }, tx) {
        ownOnly(caller, id, 'customer');
        await held(tx, id);
        await noteConsents(tx, id, body, caller.kind === 'staff' ? 'staff' : 'account', now());
        return consentsNow(tx, id);
      },
      retell: ({ params }, tx) => consentsNow(tx, params.id),
    }),
    route({
      ...common,
      guard: customer,
      path: path('/password'),
      summary: 'Another password; sessions elsewhere end',
      body: passwordRequest,
      answers: { 204: null },
      async handle({ params, body, caller }) {
        ownOnly(caller, params.id, 'customer');
        await change(parts, caller, body);
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'post',
      guard: erasing,
      params: byId,
      path: path('/erasure'),
      summary:
        'Erase: the key of all that is kept of this person is destroyed; customers show their password, staff say why',
      body: passwordUnlessStaff,
      answers: { 204: null },
      async handle({ params, body, caller, correlationId }) {
        ownOnly(caller, params.id, 'customer');
        if (caller.kind === 'customer') await checkPassword(parts, caller, body.password ?? '');
        await database.transaction((tx) => erase(tx, parts, params.id, correlationId));
        return { status: 204, body: null };
      },
    }),
  ];
}

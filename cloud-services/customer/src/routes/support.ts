/** For staff who serve customers: find one by address, and keep notes. */
import { notFound } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import { z } from 'zod';
import {
  accessesAnswer,
  lettersAnswer,
  note,
  noteRequest,
  notesAnswer,
  profile,
  taxExemptionRequest,
} from '../api.ts';
import { tellCard } from '../card/tills.ts';
import { type CustomerParts, newId } from '../parts.ts';
import { accessesOf, noteAccess } from '../store/accesses.ts';
import {
  activeCustomer,
  activeCustomerByCard,
  activeCustomerByEmail,
  lockedCustomer,
  safeOf,
  savePerson,
} from '../store/customers.ts';
import { notesOf, profileOf } from '../views.ts';
import type { Guards } from './guards.ts';

const findQuery = z
  .strictObject({
    email: z.email().max(254).optional(),
    card: z.string().refine(isCardNumber, 'is not the number of a loyalty card').optional(),
  })
  .refine(({ email, card }) => (email === undefined) !== (card === undefined), {
    message: 'name one of email and card',
  });
const accessesMax = 200;
const byId = z.strictObject({ id: z.uuid() });

export const supportRoutes = (
  { database, vault, now, lettersOf }: CustomerParts,
  { staff }: Guards,
): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/customers',
    summary: 'The customer who has this address, or this loyalty card, if any',
    guard: staff,
    query: findQuery,
    answers: { 200: z.object({ items: z.array(profile) }) },
    async handle({ query, caller }) {
      const found =
        query.email === undefined
          ? await activeCustomerByCard(database, vault, query.card ?? '')
          : await activeCustomerByEmail(database, vault, vault.lookupOf(query.email));
      if (!found) return { status: 200, body: { items: [] } };
      const { id: staffId, reason } = caller;
      await noteAccess(database, found.id, { staffId, what: 'GET search', reason, at: now() });
      return { status: 200, body: { items: [await profileOf(database, vault, found.id)] } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/customers/:id/accesses',
    summary: 'Which of our staff looked at this customer, at what, why and when; newest first',
    guard: staff,
    params: byId,
    answers: { 200: accessesAnswer },
    async handle({ params }) {
      const rows = await accessesOf(database, params.id, accessesMax);
      return { status: 200, body: { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) } };
    },
  }),
  mutation(database, {
    method: 'put',
    path: '/api/v1/customers/:id/tax-exemption',
    summary: 'Of whom bears no tax: the certificate that was shown, or that there is none any more',
    guard: staff,
    params: byId,
    body: taxExemptionRequest,
    answers: { 200: profile },
    async handle({ params: { id }, body }, tx) {
      const customer = await lockedCustomer(tx, vault, id);
      if (!customer) throw notFound('customer');
      const { person, language } = customer;
      await savePerson(tx, vault, id, { ...person, taxExemptCertificate: body.certificate }, language);
      await tellCard(tx, vault, id);
      return { status: 200, body: await profileOf(tx, vault, id) };
    },
    retell: async ({ params }, tx) => ({ status: 200, body: await profileOf(tx, vault, params.id) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/customers/:id/notes',
    summary: 'Notes of support',
    guard: staff,
    params: byId,
    answers: { 200: notesAnswer },
    async handle({ params }) {
      return { status: 200, body: { items: await notesOf(database, vault, params.id) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/customers/:id/letters',
    summary:
      'That somebody was written to, by mail or SMS, about their account and their orders; newest first',
    guard: staff,
    params: byId,
    answers: { 200: lettersAnswer },
    async handle({ params }) {
      if (!(await activeCustomer(database, vault, params.id))) throw notFound('customer');
      return { status: 200, body: { items: await lettersOf(database, params.id) } };
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/customers/:id/notes',
    summary: 'Add a note',
    guard: staff,
    params: byId,
    body: noteRequest,
    answers: { 201: note },
    async handle({ params, body, caller }, tx) {
      if (!(await lockedCustomer(tx, vault, params.id))) throw notFound('customer');
      const [id, at] = [newId(), now()];
      const safe = await safeOf(tx, vault, params.id);
      await tx.query(
        'insert into support_note (id, customer_id, staff_id, at, sealed) values ($1, $2, $3, $4, $5)',
        [id, params.id, caller.id, at, safe.seal(`note/${id}`, body.text)],
      );
      return { status: 201, body: { id, text: body.text, staffId: caller.id, at: at.toISOString() } };
    },
    // The same key made the newest note of this person, or one before it.
    async retell({ params, body, caller }, tx) {
      const notes = await notesOf(tx, vault, params.id);
      const mine = notes.findLast(({ text, staffId }) => text === body.text && staffId === caller.id);
      if (!mine) throw notFound('note');
      return { status: 201, body: mine };
    },
  }),
];

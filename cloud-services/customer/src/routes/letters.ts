/** Letters that are sent with consent, and how the consent is taken back. */
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { leftCartAnswer, leftCartRequest, tokenRequest } from '../api.ts';
import type { CustomerParts } from '../parts.ts';
import { remindOfCart, unsubscribe } from '../reminders/remind.ts';

export const letterRoutes = (parts: CustomerParts): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/customers/unsubscribe',
    summary: 'No more offers by mail, by the link in one of them',
    body: tokenRequest,
    answers: { 204: null },
    async handle({ body }) {
      await parts.database.transaction((tx) => unsubscribe(tx, parts, body.token));
      return { status: 204, body: null };
    },
  }),
  route({
    method: 'post',
    path: '/internal/customers/:id/letters/left-cart',
    summary: 'Write about a cart that was left, if its customer agreed and was not written to lately',
    params: z.strictObject({ id: z.uuid() }),
    body: leftCartRequest,
    answers: { 200: leftCartAnswer },
    async handle({ params, body }) {
      const outcome = await parts.database.transaction((tx) => remindOfCart(tx, parts, params.id, body));
      return { status: 200, body: { outcome } };
    },
  }),
];

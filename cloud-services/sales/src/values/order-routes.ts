/** Gift cards and store credit in the shop: for Order, not through the gateway. A call that is made again changes nothing. */
import { type Database, type Route, route } from '@comptoir/service-kit';
import { heldForOrder, settleValueRequest, webPlace } from '@comptoir/service-kit/values';
import { findValueRequest, valueFound } from '@comptoir/sync-protocol/wire/values';
import { z } from 'zod';
import { giveBackValue, releaseSpend, settleSpend, spendValue, unknownValue } from './spend.ts';
import { cardByHash, cardTold } from './store/rows.ts';

const bySpend = z.strictObject({ spendId: z.uuid() });
const byRefund = z.strictObject({ refundId: z.uuid() });
const answers = { 200: valueFound };

export const orderValueRoutes = ({
  database,
  now,
}: Readonly<{ database: Database; now: () => Date }>): Route[] => {
  const place = () => ({ storeId: webPlace, now: now() });
  return [
    route({
      method: 'post',
      path: '/internal/sales/values/find',
      summary: 'What a gift card or a credit holds, for an order',
      body: findValueRequest,
      answers,
      async handle({ body }) {
        const card = await cardByHash(database, body.codeHash);
        if (!card) throw unknownValue();
        return { status: 200, body: cardTold(card) };
      },
    }),
    route({
      method: 'put',
      path: '/internal/sales/values/spends/:spendId',
      summary: 'Hold an amount of a gift card or a credit for an order, once',
      params: bySpend,
      body: heldForOrder,
      answers,
      async handle({ params: { spendId }, body: { orderId, ...body } }) {
        const asked = { ...body, saleId: orderId };
        const card = await database.transaction((tx) => spendValue(tx, asked, { ...place(), spendId }));
        return { status: 200, body: cardTold(card) };
      },
    }),
    route({
      method: 'post',
      path: '/internal/sales/values/spends/:spendId/release',
      summary: 'Let go of what was held for an order that is not made',
      params: bySpend,
      body: findValueRequest,
      answers,
      async handle({ params: { spendId }, body: { codeHash } }) {
        const card = await database.transaction((tx) => releaseSpend(tx, codeHash, { ...place(), spendId }));
        return { status: 200, body: cardTold(card) };
      },
    }),
    route({
      method: 'post',
      path: '/internal/sales/values/spends/:spendId/settle',
      summary: 'The order stands: what was held is spent',
      params: bySpend,
      body: settleValueRequest,
      answers,
      async handle({ params: { spendId }, body }) {
        const card = await database.transaction((tx) => settleSpend(tx, body, { ...place(), spendId }));
        return { status: 200, body: cardTold(card) };
      },
    }),
    route({
      method: 'put',
      path: '/internal/sales/values/refunds/:refundId',
      summary: 'Put back on its card what an order had spent of it, once',
      params: byRefund,
      body: settleValueRequest,
      answers,
      async handle({ params: { refundId }, body }) {
        const card = await database.transaction((tx) => giveBackValue(tx, body, { ...place(), refundId }));
        return { status: 200, body: cardTold(card) };
      },
    }),
  ];
};
